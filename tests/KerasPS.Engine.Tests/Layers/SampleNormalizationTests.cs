using KerasPS.Initializers;

namespace KerasPS.Tests.Layers;

/// <summary>The normalisations that treat each sample on its own, against loops.</summary>
public class SampleNormalizationTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new GroupNormalization(2), [2, 2, 2, 4]),
        new(() => new GroupNormalization(-1, axis: 1), [2, 3, 4], "of another axis"),
        new(() => new LayerNormalization(), [2, 3, 4]),
        new(() => new LayerNormalization([1, 2, 3], center: false), [2, 2, 2, 3], "of images"),
        new(() => new LayerNormalization([1]), [2, 3, 4], "of other axes"),
        new(() => new RMSNormalization(), [3, 4]),
        new(() => new RMSNormalization([1, 2]), [2, 2, 3, 2], "of images"),
        new(() => new UnitNormalization([1, -1]), [2, 3, 4]),
    ];

    [Theory]
    [InlineData(new long[] { -1 }, true, true)]
    [InlineData(new long[] { 3, 1, 2 }, true, false)]
    [InlineData(new long[] { 2, -1 }, false, true)]
    [InlineData(new long[] { 1 }, true, true)]
    [InlineData(new long[] { 1, 3 }, true, true)]
    public void Layer_normalization_normalises_over_its_axes(long[] axis, bool center, bool scale)
    {
        Tensor input = Sample([2, 3, 4, 2]);
        LayerNormalization layer = new(axis, epsilon: 0.01, center: center, scale: scale);
        float[] values = input.Values();
        Call(layer, input);
        foreach (Variable variable in layer.Variables)
            variable.Assign(Enumerable.Range(0, (int)variable.Count).Select(i => (variable.Name == "gamma" ? 1f : 0) + (0.1f * i)).ToArray());
        float[] output = Call(layer, input).Values();

        int[] axes = axis.Select(a => (int)(a < 0 ? a + 4 : a)).Order().ToArray();
        for (int i = 0; i < values.Length; i++)
        {
            double[] own = values.Where((_, j) => Enumerable.Range(0, 4).All(a => axes.Contains(a) || At(i)[a] == At(j)[a])).Select(v => (double)v).ToArray();
            double mean = own.Average();
            double expected = (values[i] - mean) / Math.Sqrt(own.Average(v => (v - mean) * (v - mean)) + 0.01);
            int place = axes.Aggregate(0, (index, a) => (index * (int)input.shape[a]) + At(i)[a]);
            Assert.Equal((expected * (scale ? 1 + (0.1 * place) : 1)) + (center ? 0.1 * place : 0), output[i], 1e-5);
        }

        static int[] At(int i) => [i / 24, i / 8 % 3, i / 2 % 4, i % 2];
    }

    [Theory]
    [InlineData(2, -1)]
    [InlineData(4, 3)]
    [InlineData(1, -1)]
    [InlineData(-1, -1)]
    [InlineData(3, 1)]
    public void Group_normalization_normalises_each_group_of_channels(int groups, int axis)
    {
        Tensor input = Sample([2, 3, 2, 4]);
        int at = axis < 0 ? axis + 4 : axis;
        int channels = (int)input.shape[at];
        int size = groups == -1 ? 1 : channels / groups;
        GroupNormalization layer = new(groups, axis);
        float[] values = input.Values();
        Call(layer, input);
        layer.Variables[0].Assign(Enumerable.Range(0, channels).Select(i => 1 + (0.1f * i)).ToArray());
        layer.Variables[1].Assign(Enumerable.Range(0, channels).Select(i => 0.2f * i).ToArray());
        float[] output = Call(layer, input).Values();
        for (int i = 0; i < values.Length; i++)
        {
            double[] own = values.Where((_, j) => i / 24 == j / 24 && Channel(i) / size == Channel(j) / size).Select(v => (double)v).ToArray();
            double mean = own.Average();
            double expected = (values[i] - mean) / Math.Sqrt(own.Average(v => (v - mean) * (v - mean)) + 0.001);
            Assert.Equal((expected * (1 + (0.1 * Channel(i)))) + (0.2 * Channel(i)), output[i], 1e-5);
        }

        int Channel(int i) => new[] { i / 24, i / 8 % 3, i / 4 % 2, i % 4 }[at];
    }

    [Theory]
    [InlineData(new long[] { -1 })]
    [InlineData(new long[] { 1, 2 })]
    [InlineData(new long[] { 1 })]
    public void Rms_normalization_divides_by_the_root_mean_square(long[] axis)
    {
        Tensor input = Sample([2, 3, 2]);
        float[] values = input.Values();
        RMSNormalization layer = new(axis, epsilon: 0.01);
        Call(layer, input);
        int[] axes = axis.Select(a => (int)(a < 0 ? a + 3 : a)).ToArray();
        layer.Variables[0].Assign(Enumerable.Range(1, (int)layer.Variables[0].Count).Select(i => 0.5f * i).ToArray());
        float[] output = Call(layer, input).Values();
        for (int i = 0; i < values.Length; i++)
        {
            double square = values.Where((_, j) => Enumerable.Range(0, 3).All(a => axes.Contains(a) || At(i)[a] == At(j)[a])).Average(v => (double)v * v);
            int place = axes.Aggregate(0, (index, a) => (index * (int)input.shape[a]) + At(i)[a]);
            Assert.Equal(values[i] / Math.Sqrt(square + 0.01) * 0.5 * (place + 1), output[i], 1e-5);
        }

        static int[] At(int i) => [i / 6, i / 2 % 3, i % 2];
    }

    [Fact]
    public void Unit_normalization_makes_norms_1_and_leaves_zeros()
    {
        Tensor input = tensor([3f, 4, 0, 0, -5, 12], [1, 3, 2]);
        Assert.Equal([0.6f, 0.8f, 0, 0, -5 / 13f, 12 / 13f], Call(new UnitNormalization(), input).Values().Select(v => MathF.Round(v, 6)), (a, b) => Math.Abs(a - b) < 1e-6);
        float whole = MathF.Sqrt(9 + 16 + 25 + 144);
        Assert.Equal([3 / whole, 4 / whole, 0, 0, -5 / whole, 12 / whole], Call(new UnitNormalization([1, 2]), input).Values(), (a, b) => Math.Abs(a - b) < 1e-6);
        Assert.Equal([1, 1, 0, 0, -1, 1], Call(new UnitNormalization([0]), input).Values(), (a, b) => Math.Abs(a - b) < 1e-6);
    }

    [Theory]
    [InlineData("mixed_bfloat16")]
    [InlineData("bfloat16")]
    public void Half_precision_is_computed_in_single(string policy)
    {
        // So far from 0, the differences would be lost if they were taken in bfloat16.
        Tensor input = Sample([3, 4]) + 300;
        foreach (Func<Layer> make in new Func<Layer>[] { () => new LayerNormalization(), () => new LayerNormalization([1]) { GammaInitializer = new Constant(3) }, () => new GroupNormalization(2) })
        {
            Layer layer = make();
            layer.Dtype = policy;
            Call(layer, input);
            layer.ApplyPolicy(null);
            Tensor output = Call(layer, input);
            Assert.Equal(ScalarType.BFloat16, output.dtype);
            Assert.Equal(Call(make(), input).to_type(ScalarType.BFloat16).Values(), output.Values());
        }

        RMSNormalization rms = new() { Dtype = policy };
        Call(rms, input);
        rms.ApplyPolicy(null);
        Tensor rounded = input.to_type(ScalarType.BFloat16);
        Assert.Equal(Call(new RMSNormalization(), rounded.to_type(ScalarType.Float32)).to_type(ScalarType.BFloat16).Values(), Call(rms, input).Values());
    }

    [Fact]
    public void Masks_are_handed_on_but_by_rms_normalization_as_in_Keras()
    {
        Tensor input = Sample([2, 3, 4]);
        Assert.Equal("110 100", RowsOf(Run(new LayerNormalization(), [input], ["110 100"])[0].Mask));
        Assert.Equal("110 100", RowsOf(Run(new GroupNormalization(2), [input], ["110 100"])[0].Mask));
        Assert.Equal("110 100", RowsOf(Run(new UnitNormalization(), [input], ["110 100"])[0].Mask));
        Assert.Null(Run(new RMSNormalization(), [input], ["110 100"])[0].Mask);
    }

    [Fact]
    public void Axes_and_groups_that_do_not_fit_are_refused()
    {
        ThrowsError("ShapeMismatch", () => new LayerNormalization([3]).ComputeOutputShape([4, 5]), "LayerNormalization", "axis 3", "1 to 2");
        ThrowsError("ShapeMismatch", () => new LayerNormalization([-3]).ComputeOutputShape([4, 5]), "axis -3");
        ThrowsError("InvalidValue", () => new LayerNormalization([1, -2]).ComputeOutputShape([4, 5]), "an axis twice");
        ThrowsError("ShapeMismatch", () => new GroupNormalization().ComputeOutputShape([4, 40]), "(4, 40)", "groups (32)");
        ThrowsError("ShapeMismatch", () => new GroupNormalization(8).ComputeOutputShape([4]), "groups (8)");
        ThrowsError("InvalidValue", () => new GroupNormalization(0), "groups must be above 0");
        ThrowsError("ShapeMismatch", () => new UnitNormalization([2]).ComputeOutputShape([4]), "axis 2", "0 to 1");
        ThrowsError("ShapeMismatch", () => new RMSNormalization([0]).ComputeOutputShape([4]), "axis 0");
    }

    [Fact]
    public void Other_sizes_are_taken_on_the_other_axes()
    {
        LayerNormalization layer = new([1]);
        Call(layer, Sample([2, 3, 4]));
        Assert.Equal([2, 3, 5], Call(layer, Sample([2, 3, 5])).shape);
        using Generator generator = new(0);
        ThrowsError("ShapeMismatch", () => layer.Build([4, 4], generator), "'the_layer'", "(3, 4)", "(4, 4)");
    }
}
