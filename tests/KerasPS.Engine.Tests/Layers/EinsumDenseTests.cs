using KerasPS.Regularizers;

namespace KerasPS.Tests.Layers;

public class EinsumDenseTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new EinsumDense("abc,cde->abde", [null, 2, 3], "tanh", "de"), [2, 3, 4]),
        new(() => new EinsumDense("ab...,bc->ac...", [3], biasAxes: "c"), [2, 4, 2], "with dots"),
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        new(typeof(EinsumDense), "equation", "abc,cd->abd"),
        new(typeof(EinsumDense), "bias_axes", "d"),
    ];

    /// <summary>Equation, the same without dots, output_shape, bias_axes, shapes of input batch, kernel, bias and output batch.</summary>
    public static TheoryData<string, string, long?[], string?, long[], long[], long[], long[]> Equations => new()
    {
        { "ab,bc->ac", "ab,bc->ac", [3], null, [2, 4], [4, 3], [], [2, 3] },
        { "ab,bc->ac", "ab,bc->ac", [3], "c", [2, 4], [4, 3], [3], [2, 3] },
        { "abc,cd->abd", "abc,cd->abd", [null, 3], "d", [2, 5, 4], [4, 3], [3], [2, 5, 3] },
        { "abc,cd->abd", "abc,cd->abd", [5, 3], "bd", [2, 5, 4], [4, 3], [5, 3], [2, 5, 3] },
        { "abc,cde->abde", "abc,cde->abde", [null, 2, 3], "d", [2, 5, 4], [4, 2, 3], [2, 1], [2, 5, 2, 3] },
        { "abcd,cde->abe", "abcd,cde->abe", [null, 3], "e", [2, 5, 2, 3], [2, 3, 3], [3], [2, 5, 3] },
        { "abc,bcd->ad", "abc,bcd->ad", [3], "d", [2, 5, 4], [5, 4, 3], [3], [2, 3] },
        { "abc,bd->adc", "abc,bd->adc", [3, null], "dc", [2, 5, 4], [5, 3], [3, 4], [2, 3, 4] },
        { "...x,xy->...y", "ax,xy->ay", [3], "y", [2, 4], [4, 3], [3], [2, 3] },
        { "...x,xy->...y", "abx,xy->aby", [3], "y", [2, 5, 4], [4, 3], [3], [2, 5, 3] },
        { "...x,xy->...y", "abcx,xy->abcy", [3], null, [2, 5, 2, 4], [4, 3], [], [2, 5, 2, 3] },
        { "ab...,bc->ac...", "abxy,bc->acxy", [3], "c", [2, 4, 5, 2], [4, 3], [3, 1, 1], [2, 3, 5, 2] },
        { "ab...,bc->ac...", "ab,bc->ac", [3], "c", [2, 4], [4, 3], [3], [2, 3] },
    };

    [Theory]
    [MemberData(nameof(Equations))]
    public void Outputs_are_those_of_loops_over_all_axes(
        string equation, string expanded, long?[] outputShape, string? biasAxes, long[] inputShape, long[] kernelShape, long[] biasShape, long[] expectedShape)
    {
        EinsumDense layer = new(equation, outputShape, biasAxes: biasAxes) { BiasInitializer = "glorot_uniform" };
        Tensor input = Sample(inputShape);
        Tensor output = Call(layer, input);
        Assert.Equal(expectedShape, output.shape);
        Assert.Equal(kernelShape, layer.Variables[0].Shape);
        Assert.Equal(biasAxes is null ? ["kernel"] : ["kernel", "bias"], layer.Variables.Select(v => v.Name));
        float[] expected = Loops(expanded, input, layer.Variables[0].Value, expectedShape);
        if (biasAxes is not null)
        {
            Assert.Equal(biasShape, layer.Variables[1].Shape);
            float[] bias = layer.Variables[1].Value.expand(expectedShape).Values();
            expected = expected.Zip(bias, (a, b) => a + b).ToArray();
        }

        Golden.AssertClose(expected, output.Values(), 1e-5, equation);
    }

    [Fact]
    public void Fans_are_those_of_the_equation()
    {
        EinsumDense layer = new("abc,cde->abde", [null, 2, 3]);
        Call(layer, Sample([1, 1, 500]));
        float largest = layer.Variables[0].ToArray().Max(MathF.Abs);
        Assert.InRange(largest, 0.95 * Math.Sqrt(6.0 / 506), Math.Sqrt(6.0 / 506));
    }

    [Fact]
    public void Activation_penalties_and_unknown_lengths_work_as_in_dense()
    {
        EinsumDense layer = new("abc,cd->abd", [null, 2], "relu", "d") { KernelRegularizer = new L2(), BiasRegularizer = new L1(), ActivityRegularizer = new L2() };
        Assert.Equal([-1, 2], layer.ComputeOutputShape([-1, 4]));
        Tensor output = Call(layer, Sample([2, 3, 4]));
        Assert.All(output.Values(), value => Assert.True(value >= 0));
        Assert.Equal([layer.KernelRegularizer, layer.BiasRegularizer], layer.Variables.Select(v => v.Regularizer));
        Assert.Equal([2, 7, 2], Call(layer, Sample([2, 7, 4])).shape);
        Assert.Null(Run(layer, [Sample([2, 3, 4])], ["110 100"])[0].Mask);
    }

    [Fact]
    public void A_layer_that_was_built_takes_other_sizes_where_it_has_no_weights_alone()
    {
        using Generator generator = new(0);
        EinsumDense layer = new("abc,cd->abd", [null, 3], biasAxes: "d");
        layer.Build([5, 4], generator);
        layer.Build([6, 4], generator);
        EinsumDense withSteps = new("abc,cd->abd", [null, 3], biasAxes: "bd");
        withSteps.Build([5, 4], generator);
        ThrowsError("ShapeMismatch", () => withSteps.Build([6, 4], generator), "built for", "(5, 4)", "(6, 4)");
    }

    [Fact]
    public void Equations_that_make_no_sense_are_refused()
    {
        ThrowsError("InvalidValue", () => new EinsumDense("ab->ac", [3]), "'ab->ac'", "X,Y->Z");
        ThrowsError("InvalidValue", () => new EinsumDense("...ab,bc->ac", [3]), "...X,Y->...Z");
        ThrowsError("InvalidValue", () => new EinsumDense("a...,ab->b...", [3]), "X...,Y->Z...");
        ThrowsError("InvalidValue", () => new EinsumDense("aab,bc->ac", [3]), "an axis twice");
        ThrowsError("InvalidValue", () => new EinsumDense("ab,bc->ad", [3]), "'d'", "output");
        ThrowsError("InvalidValue", () => new EinsumDense("ab,bcd->ac", [3]), "'d'", "kernel");
        ThrowsError("InvalidValue", () => new EinsumDense("ab,bc->ac", [3], biasAxes: "b"), "'b'", "bias_axes");
        ThrowsError("InvalidValue", () => new EinsumDense("ab,bc->ac", [3], biasAxes: ""), "bias_axes");
        ThrowsError("InvalidValue", () => new EinsumDense("ab,bc->ac", [0]), "output_shape must be above 0");
        ThrowsError("InvalidValue", () => new EinsumDense("abc,cd->abd", [3]).ComputeOutputShape([5, 4]), "2 sizes to choose", "has 1");
        ThrowsError("InvalidValue", () => new EinsumDense("abc,cd->abd", [7, 3]).ComputeOutputShape([5, 4]), "'b'", "size 5", "says 7");
        ThrowsError("ShapeMismatch", () => new EinsumDense("abc,cd->abd", [null, 3]).ComputeOutputShape([4]), "(4,)", "2 axes", "abc,cd->abd");
        ThrowsError("ShapeMismatch", () => new EinsumDense("ab,bc->ac", [3]).ComputeOutputShape([5, 4]), "(5, 4)", "1 axes");
        using Generator generator = new(0);
        ThrowsError("ShapeMismatch", () => new EinsumDense("abc,cd->abd", [null, 3]).Build([5, -1], generator), "known");
    }

    /// <summary>An einsum of two tensors by going through all combinations of indices.</summary>
    private static float[] Loops(string equation, Tensor left, Tensor right, long[] outputShape)
    {
        string[] parts = equation.Split(',', '-', '>').Where(part => part.Length > 0).ToArray();
        Dictionary<char, long> sizes = [];
        foreach ((string letters, long[] shape) in new[] { (parts[0], left.shape), (parts[1], right.shape) })
        {
            for (int i = 0; i < letters.Length; i++)
                sizes[letters[i]] = shape[i];
        }

        (float[] a, float[] b) = (left.Values(), right.Values());
        double[] result = new double[outputShape.Aggregate(1L, (product, n) => product * n)];
        char[] all = sizes.Keys.ToArray();
        long combinations = sizes.Values.Aggregate(1L, (product, n) => product * n);
        for (long number = 0; number < combinations; number++)
        {
            Dictionary<char, long> at = [];
            long rest = number;
            foreach (char letter in all)
            {
                at[letter] = rest % sizes[letter];
                rest /= sizes[letter];
            }

            result[Index(parts[2])] += (double)a[Index(parts[0])] * b[Index(parts[1])];

            long Index(string letters) => letters.Aggregate(0L, (index, letter) => (index * sizes[letter]) + at[letter]);
        }

        return Array.ConvertAll(result, value => (float)value);
    }
}
