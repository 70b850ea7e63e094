using KerasPS.Regularizers;

namespace KerasPS.Tests.Layers;

public class ActivationLayerTests : TensorTest
{
    private static readonly float[] Numbers = [-10, -5, -0.5f, 0, 0.5f, 2, 5, 10];

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Activation("tanh"), [3, 4]),
        new(() => new ELU(0.7), [3, 4]),
        new(() => new LeakyReLU(), [3, 4]),
        new(() => new PReLU("ones"), [2, 3, 4]),
        new(() => new PReLU(new Initializers.Constant(0.3), sharedAxes: [1, 2]), [2, 3, 2, 2], "shared"),
        new(() => new ReLU(0.6, 0.2, 0.3), [3, 4]),
        new(() => new Softmax(), [2, 3, 4]),
        new(() => new Softmax([1, 2]), [2, 2, 3, 2], "over axes, masked") { Masks = ["01"] },
    ];

    [Fact]
    public void Functions_are_as_documented()
    {
        AssertValues(new ReLU(), x => Math.Max(x, 0));
        AssertValues(new ReLU(maxValue: 4), x => Math.Clamp(x, 0, 4));
        AssertValues(new ReLU(negativeSlope: 0.5), x => x >= 0 ? x : 0.5 * x);
        AssertValues(new ReLU(4, 0.5, 1), x => x >= 4 ? 4 : x > 1 ? x : 0.5 * (x - 1));
        AssertValues(new LeakyReLU(), x => x >= 0 ? x : 0.3 * x);
        AssertValues(new LeakyReLU(0.1), x => x >= 0 ? x : 0.1 * x);
        AssertValues(new ELU(), x => x >= 0 ? x : Math.Exp(x) - 1);
        AssertValues(new ELU(0.5), x => x >= 0 ? x : 0.5 * (Math.Exp(x) - 1));
        AssertValues(new PReLU(), x => Math.Max(x, 0));
        AssertValues(new PReLU(new KerasPS.Initializers.Constant(0.25)), x => x >= 0 ? x : 0.25 * x);
        AssertValues(new Identity(), x => x);
        AssertValues(new ActivityRegularization(1, 1), x => x);
    }

    [Fact]
    public void Alphas_are_one_a_value_or_shared_along_axes()
    {
        Tensor input = full([2, 2, 3, 2], -1);
        PReLU layer = new(sharedAxes: [1, 2], alphaRegularizer: new L2(0.5));
        Call(layer, input);
        Variable alpha = Assert.Single(layer.Variables);
        Assert.Equal(("alpha", layer.AlphaRegularizer), (alpha.Name, alpha.Regularizer));
        Assert.Equal([1L, 1, 2], alpha.Shape);
        alpha.Assign([2, 3]);
        float[] output = Call(layer, input).Values();
        for (int i = 0; i < output.Length; i++)
            Assert.Equal(i % 2 == 0 ? -2 : -3, output[i]);
        Assert.Equal([2, 5, 3, 2], Call(layer, full([2, 5, 3, 2], -1)).shape);

        PReLU own = new();
        Call(own, input);
        Assert.Equal([2L, 3, 2], own.Variables[0].Shape);
        own.Variables[0].Assign(Enumerable.Range(0, 12).Select(i => (float)i).ToArray());
        Assert.Equal(Enumerable.Range(0, 24).Select(i => -(float)(i % 12)), Call(own, input).Values());
        using Generator generator = new(0);
        ThrowsError("ShapeMismatch", () => own.Build([2, 4, 2], generator), "(2, 3, 2)", "(2, 4, 2)");
    }

    [Theory]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { 1 })]
    [InlineData(new long[] { 0 })]
    [InlineData(new long[] { 1, 2 })]
    [InlineData(new long[] { 2, 0 })]
    public void Softmax_sums_to_1_over_its_axes(long[] axis)
    {
        Tensor input = Sample([2, 3, 4]);
        float[] values = input.Values();
        float[] output = Call(new Softmax(axis), input).Values();
        int[] axes = axis.Select(a => (int)(a < 0 ? a + 3 : a)).ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            double sum = values.Where((_, j) => Enumerable.Range(0, 3).All(a => axes.Contains(a) || At(i)[a] == At(j)[a])).Sum(v => Math.Exp(v));
            Assert.Equal(Math.Exp(values[i]) / sum, output[i], 1e-6);
        }

        static int[] At(int i) => [i / 12, i / 4 % 3, i % 4];
    }

    [Fact]
    public void Softmax_of_large_values_does_not_overflow()
    {
        Golden.AssertClose([0.5f, 0, 0.5f, 0], Call(new Softmax([1, 2]), tensor([1000f, -1000, 1000, 0], [1, 2, 2])).Values(), 1e-6, "softmax");
    }

    [Fact]
    public void Softmax_leaves_out_what_is_masked()
    {
        Tensor input = tensor([1f, 2, 3, 1, 2, 3, 1, 2, 3], [3, 3]);
        float[] expected = [1 / (1 + MathF.E), MathF.E / (1 + MathF.E), 0, 0, 0, 1, 0, 0, 0];
        Golden.AssertClose(expected, Call(new Softmax(), input, "110 001 000").Values(), 1e-6, "the input's mask");
        Tensor mask = tensor([1f, 0.6f, 0.4f, 0, 0, 1, 0, 0, 0], [3, 3]);
        MaskedTensor output = Assert.Single(Run(new Softmax(), [input, mask], ["111 111 111", null]));
        Golden.AssertClose(expected, output.Value.Values(), 1e-6, "a second input");
        Assert.Equal("111 111 111", RowsOf(output.Mask));
        Golden.AssertClose([0.5f, 0.5f, 0, 0], Call(new Softmax([1, 2]), zeros([1, 2, 2]), "10").Values().OrderDescending().ToArray(), 1e-6, "a mask of the last axis");
    }

    [Fact]
    public void Activity_regularization_adds_its_penalty_a_sample()
    {
        using Generator generator = new(0);
        CallContext context = new(Training: true, generator);
        new ActivityRegularization(0.5, 0.25).Run([new MaskedTensor(tensor([1f, -2, 3, 0], [2, 2]))], context);
        Assert.Equal(((0.5f * 6) + (0.25f * 14)) / 2, Assert.Single(context.Losses).item<float>());
    }

    [Fact]
    public void Masks_are_handed_on()
    {
        foreach (Layer layer in new Layer[] { new ReLU(), new LeakyReLU(), new ELU(), new PReLU(), new Identity(), new ActivityRegularization() })
            Assert.Equal("110 100", RowsOf(Run(layer, [Sample([2, 3, 2])], ["110 100"])[0].Mask));
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        ThrowsError("InvalidValue", () => new ReLU(maxValue: -1), "ReLU: max_value must be 0 or above, not -1.");
        ThrowsError("InvalidValue", () => new ReLU(negativeSlope: -1), "ReLU: negative_slope must be 0 or above");
        ThrowsError("InvalidValue", () => new ReLU(threshold: -1), "ReLU: threshold must be 0 or above");
        ThrowsError("InvalidValue", () => new LeakyReLU(-1), "LeakyReLU: negative_slope must be 0 or above");
        ThrowsError("InvalidValue", () => new ActivityRegularization(-1), "ActivityRegularization: l1 must be 0 or above");
        ThrowsError("ShapeMismatch", () => new PReLU(sharedAxes: [3]).ComputeOutputShape([2, 2]), "axis 3", "(2, 2)");
        ThrowsError("ShapeMismatch", () => new Softmax([3]).ComputeOutputShapes([[2, 2]]), "axis 3", "0 to 2");
        ThrowsError("ShapeMismatch", () => new Softmax().ComputeOutputShapes([[2], [2], [2]]), "a mask", "received 3");
        ThrowsError("ShapeMismatch", () => Call(new Softmax(), Sample([2, 3, 4]), "110 111"), "(2, 3)", "(3, 4)");
    }

    private static void AssertValues(Layer layer, Func<double, double> function)
    {
        using DisposeScope scope = NewDisposeScope();
        float[] expected = Numbers.Select(x => (float)function(x)).ToArray();
        Golden.AssertClose(expected, Call(layer, tensor(Numbers, [2, 4])).Values().ToArray(), 1e-6, layer.ClassName);
    }
}
