using KerasPS.Numerics;
using TorchSharp.Modules;
using static KerasPS.Tests.Numerics.TorchFormulas;
using static TorchSharp.torch.nn.functional;

namespace KerasPS.Tests.Numerics;

/// <summary>Every function of torch that the engine calls, with what it computes.</summary>
internal static class TorchCases
{
    private static readonly Random Random = new(11);
    private static readonly TorchCase.Layout[] BothLayouts = [TorchCase.Layout.Contiguous, TorchCase.Layout.Transposed];
    private static readonly Dictionary<string, TorchCase> Cases = [];

    static TorchCases()
    {
        Elementwise();
        Comparisons();
        TwoTensors();
        Reductions();
        Shapes();
        Factories();
        Activations();
        Layers();
    }

    public static IReadOnlyDictionary<string, TorchCase> All => Cases;

    private static NumberArray Within(double low, double high, params long[] shape) => NumberArray.Of(shape, _ => low + ((high - low) * Random.NextDouble()));

    private static NumberArray Numbers(params long[] shape) => Within(-2, 2, shape);

    private static NumberArray Positive(params long[] shape) => Within(0.3, 2, shape);

    private static Tensor Whole(params long[] values) => tensor(values, [values.Length]);

    /// <summary>What becomes of a copy.</summary>
    private static Tensor Changed(Tensor x, Action<Tensor> change)
    {
        Tensor copy = x.clone();
        change(copy);
        return copy;
    }

    private static void Smooth(string name, NumberArray[] inputs, Func<Tensor[], Tensor> torch, Func<NumberArray[], NumberArray> formula) =>
        Cases.Add(name, new(name, inputs, torch, formula, true, BothLayouts));

    private static void Plain(string name, NumberArray[] inputs, Func<Tensor[], Tensor> torch, Func<NumberArray[], NumberArray> formula) =>
        Cases.Add(name, new(name, inputs, torch, formula, false, BothLayouts));

    private static void Each(string name, NumberArray input, Func<Tensor, Tensor> torch, Func<double, double> formula) =>
        Smooth(name, [input], t => torch(t[0]), a => a[0].Map(formula));

    private static void Each(string name, Func<Tensor, Tensor> torch, Func<double, double> formula) => Each(name, Numbers(3, 4), torch, formula);

    private static void Truth(string name, Func<Tensor, Tensor> torch, Func<double, bool> formula) =>
        Plain(name, [new([2, 4], [-1, 0, 0.5, 1, 2, double.NaN, double.PositiveInfinity, 3])], t => torch(t[0]), a => a[0].Map(x => formula(x) ? 1 : 0));

    private static void Pair(string name, Func<Tensor, Tensor, Tensor> torch, Func<double, double, double> formula)
    {
        Smooth(name, [Numbers(3, 4), Positive(3, 4)], t => torch(t[0], t[1]), a => a[0].With(a[1], formula));
        Smooth($"{name}, repeated", [Numbers(3, 4), Positive(4)], t => torch(t[0], t[1]), a => a[0].With(a[1], formula));
    }

    private static void Along(string name, Func<Tensor, Tensor> torch, Func<double[], double> formula, long[]? axes = null, bool keepdim = false) =>
        Smooth(name, [Numbers(2, 3, 4)], t => torch(t[0]), a => a[0].Fold(formula, axes, keepdim));

    private static void Moved(string name, Func<Tensor, Tensor> torch, long[] shape, Func<long[], long[]> from) =>
        Smooth(name, [Numbers(2, 3, 4)], t => torch(t[0]), a => NumberArray.Of(shape, at => a[0][from(at)]));

    private static void Elementwise()
    {
        Each("abs", x => x.abs(), Math.Abs);
        Each("ceil", x => x.ceil(), Math.Ceiling);
        Each("floor", x => x.floor(), Math.Floor);
        Each("round", x => x.round(), x => Math.Round(x, MidpointRounding.ToEven));
        Each("cos", x => x.cos(), Math.Cos);
        Each("sin", x => x.sin(), Math.Sin);
        Each("exp", x => x.exp(), Math.Exp);
        Each("log", Positive(3, 4), x => x.log(), Math.Log);
        Each("sqrt", Positive(3, 4), x => x.sqrt(), Math.Sqrt);
        Each("sqrt_", Positive(3, 4), x => Changed(x, y => y.sqrt_()), Math.Sqrt);
        Each("rsqrt", Positive(3, 4), x => x.rsqrt(), x => 1 / Math.Sqrt(x));
        Each("square", x => x.square(), x => x * x);
        Each("sign", x => x.sign(), x => Math.Sign(x));
        Each("neg", x => x.neg(), x => -x);
        Each("-x", x => -x, x => -x);
        Each("sigmoid", x => x.sigmoid(), Sigmoid);
        Each("tanh", x => x.tanh(), Math.Tanh);
        Each("erfinv_", Within(-0.9, 0.9, 3, 4), x => Changed(x, y => y.erfinv_()), InverseErf);
        Each("clamp", x => x.clamp(-0.5, 1), x => Math.Clamp(x, -0.5, 1));
        Each("clamp, from below", x => x.clamp(0.25), x => Math.Max(x, 0.25));
        Each("clamp, from above", x => x.clamp(max: 0.25), x => Math.Min(x, 0.25));
        Each("clamp_", x => Changed(x, y => y.clamp_(-0.5, 1)), x => Math.Clamp(x, -0.5, 1));
        Each("clamp_min", x => x.clamp_min(0.25), x => Math.Max(x, 0.25));
        Each("pow 3", x => x.pow(3), x => x * x * x);
        Each("pow 1.7", Positive(3, 4), x => x.pow(1.7), x => Math.Pow(x, 1.7));
        Each("remainder", x => x.remainder(0.75), x => x - (0.75 * Math.Floor(x / 0.75)));
        Each("masked_fill", x => x.masked_fill(x.gt(0.5), -3), x => x > 0.5 ? -3 : x);
        Each("x + int", x => x + 2, x => x + 2);
        Each("x + double", x => x + 2.5, x => x + 2.5);
        Each("add number", x => x.add(2.5), x => x + 2.5);
        Each("add_ number", x => Changed(x, y => y.add_(2.5)), x => x + 2.5);
        Each("x - int", x => x - 2, x => x - 2);
        Each("x - double", x => x - 2.5, x => x - 2.5);
        Each("int - x", x => 2 - x, x => 2 - x);
        Each("long - x", x => 2L - x, x => 2 - x);
        Each("double - x", x => 2.5 - x, x => 2.5 - x);
        Each("x * int", x => x * 3, x => x * 3);
        Each("x * long", x => x * 3L, x => x * 3);
        Each("x * float", x => x * 1.5f, x => x * 1.5);
        Each("x * double", x => x * 1.5, x => x * 1.5);
        Each("double * x", x => 1.5 * x, x => x * 1.5);
        Each("mul number", x => x.mul(1.5), x => x * 1.5);
        Each("mul_ number", x => Changed(x, y => y.mul_(1.5)), x => x * 1.5);
        Each("x / int", x => x / 4, x => x / 4);
        Each("x / long", x => x / 4L, x => x / 4);
        Each("x / float", x => x / 2.5f, x => x / 2.5);
        Each("x / double", x => x / 2.5, x => x / 2.5);
        Each("div number", x => x.div(2.5), x => x / 2.5);
        Each("div_ number", x => Changed(x, y => y.div_(2.5)), x => x / 2.5);
        Each("fill_", x => Changed(x, y => y.fill_(2.5)), _ => 2.5);
        Plain("zero_", [Numbers(3, 4)], t => Changed(t[0], x => x.zero_()), a => a[0].Map(_ => 0));
        Each("clone", x => x.clone(), x => x);
        Each("contiguous", x => x.contiguous(), x => x);
        Each("cpu", x => x.cpu(), x => x);
        Each("to device", x => x.to(CPU), x => x);
        Each("to device and type", x => x.to(ScalarType.Float64, CPU), x => x);
        Each("to_type", x => x.to_type(ScalarType.Float64), x => x);
        Plain("to_type, integers", [Numbers(3, 4)], t => t[0].to_type(ScalarType.Int64), a => a[0].Map(Math.Truncate));
        Plain("detach", [Numbers(3, 4)], t => t[0].detach(), a => a[0]);
    }

    private static void Comparisons()
    {
        Truth("eq number", x => x.eq(0.5), x => x == 0.5);
        Truth("ne number", x => x.ne(0.5), x => x != 0.5);
        Truth("gt number", x => x.gt(0.5), x => x > 0.5);
        Truth("ge number", x => x.ge(0.5), x => x >= 0.5);
        Truth("lt number", x => x.lt(0.5), x => x < 0.5);
        Truth("le number", x => x.le(0.5), x => x <= 0.5);
        Truth("isfinite", x => x.isfinite(), double.IsFinite);
        Truth("logical_not", x => x.logical_not(), x => x == 0);
        Truth("logical_and", x => x.logical_and(x.gt(0.5)), x => x > 0.5);
        Truth("logical_or", x => x.gt(1).logical_or(x.lt(0)), x => x is > 1 or < 0);
        NumberArray[] alike = [new([2, 3], [1, 2, 3, 4, 5, 6]), new([2, 3], [1, 1, 4, 4, 7, 5])];
        Plain("eq", alike, t => t[0].eq(t[1]), a => a[0].With(a[1], (x, y) => x == y ? 1 : 0));
        Plain("gt", alike, t => t[0].gt(t[1]), a => a[0].With(a[1], (x, y) => x > y ? 1 : 0));
        Plain("ge", alike, t => t[0].ge(t[1]), a => a[0].With(a[1], (x, y) => x >= y ? 1 : 0));
        foreach (double limit in new[] { -3, 1, 3 })
        {
            Plain($"all above {limit}", [Numbers(2, 3)], t => t[0].gt(limit).all(), a => a[0].Fold(all => all.All(x => x > limit) ? 1 : 0));
            Plain($"any above {limit}", [Numbers(2, 3)], t => t[0].gt(limit).any(), a => a[0].Fold(all => all.Any(x => x > limit) ? 1 : 0));
            Plain($"any above {limit} along an axis", [Numbers(2, 3)], t => t[0].gt(limit).any(-1, keepdim: true), a => a[0].Fold(all => all.Any(x => x > limit) ? 1 : 0, [1], true));
        }
    }

    private static void TwoTensors()
    {
        Pair("x + y", (x, y) => x + y, (x, y) => x + y);
        Pair("add", (x, y) => x.add(y), (x, y) => x + y);
        Pair("add_", (x, y) => Changed(x, z => z.add_(y)), (x, y) => x + y);
        Pair("add_, times a number", (x, y) => Changed(x, z => z.add_(y, 0.3)), (x, y) => x + (0.3 * y));
        Pair("x - y", (x, y) => x - y, (x, y) => x - y);
        Pair("sub", (x, y) => x.sub(y), (x, y) => x - y);
        Pair("sub_", (x, y) => Changed(x, z => z.sub_(y)), (x, y) => x - y);
        Pair("x * y", (x, y) => x * y, (x, y) => x * y);
        Pair("mul", (x, y) => x.mul(y), (x, y) => x * y);
        Pair("mul_", (x, y) => Changed(x, z => z.mul_(y)), (x, y) => x * y);
        Pair("x / y", (x, y) => x / y, (x, y) => x / y);
        Pair("div_", (x, y) => Changed(x, z => z.div_(y)), (x, y) => x / y);
        Pair("copy_", (x, y) => Changed(x, z => z.copy_(y)), (_, y) => y);
        Pair("maximum", (x, y) => x.maximum(y), Math.Max);
        Pair("minimum", (x, y) => x.minimum(y), Math.Min);
        Pair("where", (x, y) => where(x.gt(0), x, y), (x, y) => x > 0 ? x : y);
        Pair("addcmul_", (x, y) => Changed(x, z => z.addcmul_(y, x, 0.3)), (x, y) => x + (0.3 * y * x));
        Pair("addcdiv_", (x, y) => Changed(x, z => z.addcdiv_(x, y, 0.3)), (x, y) => x + (0.3 * x / y));

        NumberArray[] matrices = [Numbers(2, 4), Numbers(2, 3), Numbers(3, 4)];
        Smooth("mm", matrices[1..], t => t[0].mm(t[1]), a => Product(a[0], a[1]));
        Smooth("addmm", matrices, t => t[0].addmm(t[1], t[2], 0.5f, 2), a => a[0].With(Product(a[1], a[2]), (x, y) => (0.5 * x) + (2 * y)));
        Smooth("addmm_", matrices, t => Changed(t[0], x => x.addmm_(t[1], t[2], 0.5f, 2)), a => a[0].With(Product(a[1], a[2]), (x, y) => (0.5 * x) + (2 * y)));
        Smooth("mv", [Numbers(2, 3), Numbers(3)], t => t[0].mv(t[1]), a => Product(a[0], a[1].Reshaped(3, 1)).Reshaped(2));
        Smooth("linear", [Numbers(2, 3, 4), Numbers(2, 4)], t => nn.functional.linear(t[0], t[1]), a => Product(a[0].Reshaped(6, 4), Transposed(a[1])).Reshaped(2, 3, 2));
        Smooth(
            "linear, with bias",
            [Numbers(2, 3, 4), Numbers(2, 4), Numbers(2)],
            t => nn.functional.linear(t[0], t[1], t[2]),
            a => Product(a[0].Reshaped(6, 4), Transposed(a[1])).Reshaped(2, 3, 2).With(a[2], (x, y) => x + y));
        Smooth("bmm", [Numbers(2, 3, 4), Numbers(2, 4, 2)], t => t[0].bmm(t[1]), a => Products(a[0], a[1]));
        Smooth("MatMul", [Numbers(2, 3), Numbers(3, 4)], t => TorchSharpWorkarounds.MatMul(t[0], t[1]), a => Product(a[0], a[1]));
        Smooth("MatMul, of several with one", [Numbers(2, 3, 4), Numbers(4, 2)], t => TorchSharpWorkarounds.MatMul(t[0], t[1]), a => Product(a[0].Reshaped(6, 4), a[1]).Reshaped(2, 3, 2));
        Smooth("MatMul, of pairs", [Numbers(2, 3, 4), Numbers(2, 4, 2)], t => TorchSharpWorkarounds.MatMul(t[0], t[1]), a => Products(a[0], a[1]));
        Smooth(
            "MatMul, of pairs along two axes",
            [Numbers(1, 2, 3, 4), Numbers(1, 2, 4, 2)],
            t => TorchSharpWorkarounds.MatMul(t[0], t[1]),
            a => Products(a[0].Reshaped(2, 3, 4), a[1].Reshaped(2, 4, 2)).Reshaped(1, 2, 3, 2));
        Smooth(
            "einsum",
            [Numbers(2, 3, 4), Numbers(4, 3, 2)],
            t => einsum("abc,cbd->da", t[0], t[1]),
            a => NumberArray.Of([2, 2], at => NumberArray.Indices([3, 4]).Sum(bc => a[0][at[1], bc[0], bc[1]] * a[1][bc[1], bc[0], at[0]])));
        Smooth("qr", [Numbers(4, 3)], t => SignedColumns(linalg.qr(t[0])), a => GramSchmidt(a[0]));

        static NumberArray Transposed(NumberArray a) => NumberArray.Of([a.Shape[1], a.Shape[0]], at => a[at[1], at[0]]);

        static NumberArray Products(NumberArray a, NumberArray b) =>
            NumberArray.Of([a.Shape[0], a.Shape[1], b.Shape[2]], at => NumberArray.Indices([a.Shape[2]]).Sum(k => a[at[0], at[1], k[0]] * b[at[0], k[0], at[2]]));

        static Tensor SignedColumns((Tensor Q, Tensor R) factors) => factors.Q * factors.R.diagonal().sign();
    }

    private static void Reductions()
    {
        Along("sum", x => x.sum(), all => all.Sum());
        Along("sum, in double precision", x => x.sum(ScalarType.Float64), all => all.Sum());
        Along("sum, one axis", x => x.sum(1L, keepdim: true), all => all.Sum(), [1], true);
        Along("sum, axes", x => x.sum([0, -1]), all => all.Sum(), [0, 2]);
        Along("sum, axes of an array", x => x.sum(new long[] { 0, 2 }, keepdim: true), all => all.Sum(), [0, 2], true);
        Along("mean", x => x.mean(), all => all.Average());
        Along("mean, axes", x => x.mean([0, -1], keepdim: true), all => all.Average(), [0, 2], true);
        Along("amax", x => x.amax(1, 2), all => all.Max(), [1, 2]);
        Along("amax, axes kept", x => x.amax([1, 2], true), all => all.Max(), [1, 2], true);
        Along("amax, axes of an array", x => x.amax(new long[] { 1, 2 }, keepdim: true), all => all.Max(), [1, 2], true);
        Along("amin", x => x.amin(1, 2), all => all.Min(), [1, 2]);
        Along("logsumexp", x => x.logsumexp(1, keepdim: true), all => Math.Log(all.Sum(Math.Exp)), [1], true);
        Plain("argmax", [Numbers(2, 3, 4)], t => t[0].argmax(1), a => a[0].Fold(all => Array.IndexOf(all, all.Max()), [1]));
        Smooth("softmax", [Numbers(2, 3, 4)], t => t[0].softmax(1), a => Softmax(a[0], 1));
        Smooth("log_softmax", [Numbers(2, 3, 4)], t => t[0].log_softmax(1), a => Softmax(a[0], 1).Map(Math.Log));
        Smooth("cumsum", [Numbers(2, 3, 4)], t => t[0].cumsum(1), a => NumberArray.Of([2, 3, 4], at => Enumerable.Range(0, (int)at[1] + 1).Sum(i => a[0][at[0], i, at[2]])));
        Smooth("sort", [Numbers(3, 5)], t => t[0].sort(0, descending: true).Values, a => NumberArray.Of([3, 5], at => Column(a[0], at[1]).OrderDescending().ElementAt((int)at[0])));
        Plain(
            "sort, places of equal ones",
            [new([5, 2], [1, 4, 0, 4, 1, 4, 0, 2, 1, 4])],
            t => t[0].sort(0, descending: false, stable: true).Indices,
            a => NumberArray.Of([5, 2], at => Enumerable.Range(0, 5).OrderBy(row => a[0][row, at[1]]).ElementAt((int)at[0])));
        Smooth("topk", [Numbers(3, 5)], t => t[0].topk(2, 0).values, a => NumberArray.Of([2, 5], at => Column(a[0], at[1]).OrderDescending().ElementAt((int)at[0])));
        Plain("topk, places", [Numbers(3, 5)], t => t[0].topk(1, 0).indexes, a => a[0].Fold(all => Array.IndexOf(all, all.Max()), [0], true));
        NumberArray limited = new([2, 3], [-1, 0, 0.5, 1, 1.5, 9]);
        Plain("bucketize", [limited], t => t[0].bucketize(tensor([0.0, 1, 1.5], [3], t[0].dtype)), a => a[0].Map(x => new[] { 0, 1, 1.5 }.Count(limit => limit < x)));
        Plain("bucketize, right", [limited], t => t[0].bucketize(tensor([0.0, 1, 1.5], [3], t[0].dtype), right: true), a => a[0].Map(x => new[] { 0, 1, 1.5 }.Count(limit => limit <= x)));

        static IEnumerable<double> Column(NumberArray a, long column) => Enumerable.Range(0, (int)a.Shape[0]).Select(row => a[row, column]);
    }

    private static void Shapes()
    {
        Moved("narrow", x => x.narrow(1, 1, 2), [2, 2, 4], at => [at[0], at[1] + 1, at[2]]);
        Moved("permute", x => x.permute(2, 0, 1), [4, 2, 3], at => [at[1], at[2], at[0]]);
        Moved("transpose", x => x.transpose(0, 2), [4, 3, 2], at => [at[2], at[1], at[0]]);
        Moved("reshape", x => x.reshape(6, 4), [6, 4], at => [at[0] / 3, at[0] % 3, at[1]]);
        Moved("view", x => x.contiguous().view(2, 12), [2, 12], at => [at[0], at[1] / 4, at[1] % 4]);
        Moved("unsqueeze", x => x.unsqueeze(1), [2, 1, 3, 4], at => [at[0], at[2], at[3]]);
        Moved("flip", x => x.flip(0, 2), [2, 3, 4], at => [1 - at[0], at[1], 3 - at[2]]);
        Moved("unbind", x => x.unbind(1)[2], [2, 4], at => [at[0], 2, at[1]]);
        Moved("chunk", x => x.chunk(2, 2)[1], [2, 3, 2], at => [at[0], at[1], at[2] + 2]);
        Moved("index_select", x => x.index_select(1, Whole(2, 0, 2)), [2, 3, 4], at => [at[0], at[1] == 1 ? 0 : 2, at[2]]);
        Moved("gather", x => x.gather(2, Whole(3, 0, 3, 1, 2, 0).reshape(2, 3, 1)), [2, 3, 1], at => [at[0], at[1], new long[] { 3, 0, 3, 1, 2, 0 }[(3 * at[0]) + at[1]]]);
        Moved("t", x => x.narrow(0, 1, 1).squeeze(0).t(), [4, 3], at => [1, at[1], at[0]]);
        Moved("diagonal", x => x.diagonal(1, 1, 2), [2, 3], at => [at[0], at[1], at[1] + 1]);
        Moved("squeeze", x => x.narrow(1, 1, 1).squeeze(1), [2, 4], at => [at[0], 1, at[1]]);
        Moved("expand", x => x.narrow(1, 1, 1).expand(2, 5, 4), [2, 5, 4], at => [at[0], 1, at[2]]);
        Moved("expand, to an array", x => x.narrow(1, 1, 1).expand(new long[] { 2, 5, 4 }), [2, 5, 4], at => [at[0], 1, at[2]]);
        Moved("expand, to a list", x => x.narrow(1, 1, 1).expand([2, 5, 4]), [2, 5, 4], at => [at[0], 1, at[2]]);
        NumberArray[] two = [Numbers(2, 3), Numbers(2, 3)];
        Smooth("cat", two, t => cat([t[0], t[1]], 1), a => NumberArray.Of([2, 6], at => a[at[1] / 3][at[0], at[1] % 3]));
        Smooth("cat, an array", two, t => cat(new[] { t[0], t[1] }), a => NumberArray.Of([4, 3], at => a[at[0] / 2][at[0] % 2, at[1]]));
        Smooth("stack", two, t => stack(t, 1), a => NumberArray.Of([2, 2, 3], at => a[at[1]][at[0], at[2]]));
        Smooth(
            "scatter_add_",
            two,
            t => Changed(t[0], x => x.scatter_add_(1, Whole(0, 0, 2, 1, 1, 1).reshape(2, 3), t[1])),
            a => NumberArray.Of([2, 3], at => a[0][at] + Enumerable.Range(0, 3).Where(i => new[] { 0, 0, 2, 1, 1, 1 }[(3 * at[0]) + i] == at[1]).Sum(i => a[1][at[0], i])));
        Smooth("pad", [Numbers(2, 3)], t => pad(t[0], [1, 2, 0, 1], value: 1.5), Padded);
        Smooth("pad, an array", [Numbers(2, 3)], t => pad(t[0], new long[] { 1, 2, 0, 1 }, value: 1.5), Padded);

        static NumberArray Padded(NumberArray[] a) => NumberArray.Of([3, 6], at => at[0] < 2 && at[1] is >= 1 and < 4 ? a[0][at[0], at[1] - 1] : 1.5);
    }

    private static void Factories()
    {
        long[] shape = [2, 3];
        NumberArray Filled(double value) => NumberArray.Of(shape, _ => value);
        Plain("zeros", [], _ => zeros([2, 3]), _ => Filled(0));
        Plain("zeros, an array", [], _ => zeros(shape), _ => Filled(0));
        Plain("ones", [], _ => ones([2, 3]), _ => Filled(1));
        Plain("ones, an array", [], _ => ones(shape), _ => Filled(1));
        Plain("full", [], _ => full([2, 3], 2.5), _ => Filled(2.5));
        Plain("full, an array", [], _ => full(shape, 2.5), _ => Filled(2.5));
        Plain("eye", [], _ => eye(2, 3), _ => NumberArray.Of(shape, at => at[0] == at[1] ? 1 : 0));
        Plain("arange", [], _ => arange(1, 2, 0.25), _ => NumberArray.Of([4], at => 1 + (0.25 * at[0])));
        Plain("one_hot", [], _ => one_hot(Whole(2, 0), 3), _ => NumberArray.Of(shape, at => at[1] == (at[0] == 0 ? 2 : 0) ? 1 : 0));
    }

    private static void Activations()
    {
        const double SeluScale = 1.0507009873554805, SeluAlpha = 1.6732632423543772;
        Bent("relu", x => relu(x), x => Math.Max(x, 0));
        Bent("relu6", x => relu6(x), x => Math.Clamp(x, 0, 6));
        Bent("elu", x => elu(x, 0.7), x => x > 0 ? x : 0.7 * (Math.Exp(x) - 1));

        // Libtorch's gradient of celu takes alpha in single precision, so this one has few digits.
        Bent("celu", x => celu(x, 0.75), x => x > 0 ? x : 0.75 * (Math.Exp(x / 0.75) - 1));
        Bent("selu", x => selu(x), x => SeluScale * (x > 0 ? x : SeluAlpha * (Math.Exp(x) - 1)));
        Bent("leaky_relu", x => leaky_relu(x, 0.3), x => x > 0 ? x : 0.3 * x);
        Bent("silu", x => silu(x), x => x * Sigmoid(x));
        Bent("logsigmoid", x => logsigmoid(x), x => Math.Log(Sigmoid(x)));
        Bent("softplus", x => softplus(x, 0.5, 2), x => x * 0.5 > 2 ? x : Math.Log(1 + Math.Exp(x * 0.5)) / 0.5);
        Bent("hardsigmoid", x => hardsigmoid(x), x => Math.Clamp((x + 3) / 6, 0, 1));
        Bent("hardswish", x => hardswish(x), x => x * Math.Clamp((x + 3) / 6, 0, 1));
        Bent("hardshrink", x => hardshrink(x, 1.5), x => Math.Abs(x) > 1.5 ? x : 0);
        Bent("softshrink", x => softshrink(x, 1.5), x => Math.Sign(x) * Math.Max(Math.Abs(x) - 1.5, 0));
        Bent("threshold", x => threshold(x, 1.5, -2.5), x => x > 1.5 ? x : -2.5);
        Bent("hardtanh, in place", x => Changed(x, y => hardtanh(y, -1.5, 2, true)), x => Math.Clamp(x, -1.5, 2));
        Bent("hardtanh", TorchSharpWorkarounds.HardTanh, x => Math.Clamp(x, -1, 1));
        Each("gelu", Within(-3, 3, 2, 3, 8), x => gelu(x, GELU.Approximate.none), x => x * (1 + Erf(x / Math.Sqrt(2))) / 2);
        Each("gelu, approximate", Within(-3, 3, 2, 3, 8), x => gelu(x, GELU.Approximate.tanh), x => x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + (0.044715 * x * x * x)))) / 2);
        Smooth("gelu, of a part", [Within(-3, 3, 2, 3, 8)], t => gelu(t[0].narrow(2, 2, 4), GELU.Approximate.none), a => NumberArray.Of([2, 3, 4], at => a[0][at[0], at[1], at[2] + 2]).Map(x => x * (1 + Erf(x / Math.Sqrt(2))) / 2));
        Smooth("glu", [Numbers(2, 6, 2)], t => glu(t[0], 1), a => NumberArray.Of([2, 3, 2], at => a[0][at] * Sigmoid(a[0][at[0], at[1] + 3, at[2]])));

        static void Bent(string name, Func<Tensor, Tensor> torch, Func<double, double> formula) => Each(name, Within(-7, 8, 5, 8), torch, formula);
    }

    private static void Layers()
    {
        foreach (int axes in new[] { 1, 2, 3 })
        {
            long[] sizes = new long[] { 3, 4, 3 }[^axes..], kernel = new long[] { 2, 2, 2 }[^axes..], strides = new long[] { 2, 1, 2 }[^axes..], ones = [.. sizes.Select(_ => 1L)];
            long[] dilation = new long[] { 1, 2, 1 }[^axes..], none = [.. sizes.Select(_ => 0L)], parts = new long[] { 3, 3, 2 }[^axes..], whole = new long[] { 4, 3, 3 }[^axes..];
            NumberArray x = Numbers([axes == 1 ? 2 : 1, 4, .. sizes]), bias = Numbers(2);
            NumberArray weight = Numbers([2, 2, .. kernel]), transposed = Numbers([4, 2, .. kernel]), small = Numbers([1, 2, .. whole]);
            Smooth($"conv{axes}d", [x, weight, bias], t => Convolved(t[0], t[1], t[2]), a => Convolve(a[0], a[1], a[2], strides, ones, dilation, 2));
            Smooth($"conv_transpose{axes}d", [x, transposed, bias], t => ConvolvedBack(t[0], t[1], t[2]), a => ConvolveTransposed(a[0], a[1], a[2], [.. strides.Select(n => n + 1)], ones, ones, dilation));
            Smooth($"max_pool{axes}d", [small], t => Pooled(t[0]), a => Pool(a[0], all => all.Max(), kernel, strides, ones));
            Smooth($"avg_pool{axes}d", [small], t => Averaged(t[0]), a => Pool(a[0], all => all.Average(), kernel, strides, ones));
            Smooth($"adaptive_max_pool{axes}d", [small], t => AdaptivelyPooled(t[0]), a => AdaptivePool(a[0], all => all.Max(), parts));
            Smooth($"adaptive_avg_pool{axes}d", [small], t => AdaptivelyAveraged(t[0]), a => AdaptivePool(a[0], all => all.Average(), parts));

            Tensor Convolved(Tensor x, Tensor w, Tensor b) => axes switch
            {
                1 => conv1d(x, w, b, strides[0], 1, dilation[0], 2),
                2 => conv2d(x, w, b, strides, ones, dilation, 2),
                _ => conv3d(x, w, b, strides, ones, dilation, 2),
            };

            Tensor ConvolvedBack(Tensor x, Tensor w, Tensor b) => axes switch
            {
                1 => conv_transpose1d(x, w, b, strides[0] + 1, 1, 1, dilation[0]),
                2 => conv_transpose2d(x, w, b, [.. strides.Select(n => n + 1)], ones, ones, dilation),
                _ => conv_transpose3d(x, w, b, [.. strides.Select(n => n + 1)], ones, ones, dilation),
            };

            Tensor Pooled(Tensor x) => axes switch
            {
                1 => max_pool1d(x, kernel[0], strides[0], 1),
                2 => max_pool2d(x, kernel, strides, ones),
                _ => max_pool3d(x, kernel, strides, ones),
            };

            Tensor Averaged(Tensor x) => axes switch
            {
                1 => avg_pool1d(x, kernel[0], strides[0], 1, count_include_pad: false),
                2 => avg_pool2d(x, kernel, strides, ones, count_include_pad: false),
                _ => avg_pool3d(x, kernel, strides, ones, count_include_pad: false),
            };

            Tensor AdaptivelyPooled(Tensor x) => axes switch
            {
                1 => adaptive_max_pool1d(x, parts[0]),
                2 => adaptive_max_pool2d(x, parts),
                _ => TorchSharpWorkarounds.AdaptiveMaxPool3d(x, parts),
            };

            Tensor AdaptivelyAveraged(Tensor x) => axes switch
            {
                1 => adaptive_avg_pool1d(x, parts[0]),
                2 => adaptive_avg_pool2d(x, parts),
                _ => adaptive_avg_pool3d(x, parts),
            };
        }

        foreach ((bool cubic, bool antialias) in new[] { (false, false), (false, true), (true, false), (true, true) })
        {
            Smooth(
                $"interpolate, {(cubic ? "cubic" : "linear")}{(antialias ? ", antialiased" : "")}",
                [Numbers(1, 2, 5, 3)],
                t => interpolate(t[0], [2, 4], mode: cubic ? InterpolationMode.Bicubic : InterpolationMode.Bilinear, align_corners: false, antialias: antialias),
                a => Resize(a[0], 2, 4, cubic, antialias));
        }

        // Running statistics have no gradients, so these stay as they are when inputs are varied.
        NumberArray mean = new([4, 1], [0.5, -0.25, 1, -1]), variance = new([4, 1], [0.5, 1, 1.5, 2]);
        NumberArray[] normalized = [Numbers(3, 4, 2), mean.Reshaped(4), variance.Reshaped(4), Positive(4), Numbers(4)];
        Smooth(
            "batch_norm",
            normalized,
            t => batch_norm(t[0], t[1].detach(), t[2].detach(), t[3], t[4], false, 0.1, 1e-3),
            a => Normalize(a[0], mean, variance, 1e-3, a[3].Reshaped(4, 1), a[4].Reshaped(4, 1)));
        Smooth(
            "batch_norm, training",
            normalized,
            t => batch_norm(t[0], t[1].detach(), t[2].detach(), t[3], t[4], true, 0.1, 1e-3),
            a => Normalize(a[0], a[0].Fold(all => all.Average(), [0, 2], true), a[0].Fold(Variance, [0, 2], true), 1e-3, a[3].Reshaped(4, 1), a[4].Reshaped(4, 1)));
        Plain("batch_norm, running mean", normalized, t => AfterTraining(t)[1], a => a[1].With(a[0].Fold(all => all.Average(), [0, 2]), (old, now) => (0.75 * old) + (0.25 * now)));
        Plain("batch_norm, running variance", normalized, t => AfterTraining(t)[2], a => a[2].With(a[0].Fold(Variance, [0, 2]), (old, now) => (0.75 * old) + (0.25 * now * 6 / 5)));
        Smooth(
            "group_norm",
            [Numbers(2, 4, 3), Positive(4), Numbers(4)],
            t => group_norm(t[0], 2, t[1], t[2], 1e-3),
            a =>
            {
                NumberArray groups = a[0].Reshaped(2, 2, 6);
                NumberArray normal = Normalize(groups, groups.Fold(all => all.Average(), [2], true), groups.Fold(Variance, [2], true), 1e-3, new([1], [1]), new([1], [0]));
                return normal.Reshaped(2, 4, 3).With(a[1].Reshaped(4, 1), (x, scale) => x * scale).With(a[2].Reshaped(4, 1), (x, shift) => x + shift);
            });
        Smooth(
            "layer_norm",
            [Numbers(3, 4, 2), Positive(4, 2), Numbers(4, 2)],
            t => layer_norm(t[0], [4, 2], t[1], t[2], 1e-3),
            a => Normalize(a[0], a[0].Fold(all => all.Average(), [1, 2], true), a[0].Fold(Variance, [1, 2], true), 1e-3, a[1], a[2]));
        Smooth(
            "binary_cross_entropy_with_logits",
            [Numbers(3, 4), Within(0, 1, 3, 4)],
            t => binary_cross_entropy_with_logits(t[0], t[1], reduction: nn.Reduction.None),
            a => a[0].With(a[1], (x, y) => -(y * Math.Log(Sigmoid(x))) - ((1 - y) * Math.Log(Sigmoid(-x)))));
        Smooth(
            "ctc_loss",
            [Numbers(5, 2, 3)],
            t => ctc_loss(t[0].log_softmax(2), Whole(1, 1, 2, 0).reshape(2, 2), Whole(5, 5), Whole(2, 1), reduction: nn.Reduction.None),
            a => Ctc(Softmax(a[0], 2).Map(Math.Log), [[1, 1], [2]]));
        foreach (bool causal in new[] { false, true })
        {
            Smooth(
                $"scaled_dot_product_attention{(causal ? ", causal" : "")}",
                [Numbers(2, 2, 4, 3), Numbers(2, 2, 4, 3), Numbers(2, 2, 4, 3)],
                t => scaled_dot_product_attention(t[0], t[1], t[2], is_casual: causal),
                a => Attend(a[0], a[1], a[2], causal));
        }

        static Tensor[] AfterTraining(Tensor[] given)
        {
            Tensor[] t = Array.ConvertAll(given, tensor => tensor.clone());
            batch_norm(t[0], t[1], t[2], t[3], t[4], true, 0.25, 1e-3);
            return t;
        }
    }
}
