namespace KerasPS.Tests.Layers;

public class ConvolutionTests
{
    /// <summary>Layers with what is added before each axis and the sizes that come out, both counted by hand.</summary>
    private static readonly Dictionary<string, Case> Layers = new()
    {
        ["Conv1D, steps of 2"] = new(new Conv1D(3, [2], strides: [2]), [2, 7, 2], [0], [3]),
        ["Conv1D, same with an even window"] = new(new Conv1D(2, [4], padding: CausalPadding.Same), [1, 5, 2], [1], [5]),
        ["Conv1D, same where steps leave nothing to add"] = new(new Conv1D(2, [2], strides: [3], padding: CausalPadding.Same), [1, 5, 1], [0], [2]),
        ["Conv1D, causal"] = new(new Conv1D(2, [3], padding: CausalPadding.Causal), [2, 5, 2], [2], [5]),
        ["Conv1D, causal and dilated"] = new(new Conv1D(2, [3], padding: CausalPadding.Causal, dilationRate: [2]), [1, 6, 2], [4], [6]),
        ["Conv1D, causal with steps"] = new(new Conv1D(2, [3], padding: CausalPadding.Causal, strides: [2]), [1, 6, 2], [2], [3]),
        ["Conv1D, in groups"] = new(new Conv1D(6, [2], groups: 3, useBias: false), [2, 4, 6], [0], [3]),
        ["Conv2D, same with odd and even windows"] = new(new Conv2D(2, [3, 2], padding: Padding.Same), [2, 4, 5, 3], [1, 0], [4, 5]),
        ["Conv2D, same, dilated"] = new(new Conv2D(2, [2, 3], dilationRate: [3, 1], padding: Padding.Same), [1, 5, 4, 1], [1, 1], [5, 4]),
        ["Conv2D, one cell"] = new(new Conv2D(3, [1], strides: [2, 1]), [2, 3, 4, 2], [0, 0], [2, 4]),
        ["Conv3D"] = new(new Conv3D(3, [2, 1, 3]), [2, 3, 2, 4, 2], [0, 0, 0], [2, 2, 2]),
        ["Conv3D, same, in groups, with steps"] = new(new Conv3D(4, [3, 2, 2], strides: [2, 1, 3], groups: 2, padding: Padding.Same), [1, 4, 3, 5, 4], [0, 0, 0], [2, 3, 2]),
        ["DepthwiseConv1D"] = new(new DepthwiseConv1D([3], depthMultiplier: 3, dilationRate: [2]), [2, 6, 2], [0], [2]),
        ["DepthwiseConv2D, same with steps"] = new(new DepthwiseConv2D([3, 2], strides: [1, 2], depthMultiplier: 2, padding: Padding.Same), [2, 3, 4, 2], [1, 0], [3, 2]),
        ["DepthwiseConv2D, dilated with steps"] = new(new DepthwiseConv2D([2], strides: [2], dilationRate: [2], useBias: false), [1, 5, 6, 3], [0, 0], [2, 2]),
        ["SeparableConv1D"] = new(new SeparableConv1D(3, [2], depthMultiplier: 2, padding: Padding.Same), [2, 4, 2], [0], [4]),
        ["SeparableConv2D"] = new(new SeparableConv2D(2, [2, 3], strides: [2], useBias: false), [1, 4, 5, 3], [0, 0], [2, 2]),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Conv1D(2, [3], padding: CausalPadding.Causal, strides: [2]), [2, 5, 2], "causal"),
        new(() => new Conv1D(2, [2], padding: CausalPadding.Same, dilationRate: [3]), [2, 5, 2], "same and dilated"),
        new(() => new Conv2D(1, [2], dilationRate: [2], useBias: false), [2, 4, 4, 2], "dilated"),
        new(() => new Conv2D(4, [2], groups: 2), [1, 3, 3, 4], "in groups"),
        new(() => new Conv2D(2, [3, 2], strides: [2], padding: Padding.Same, activation: "tanh"), [2, 5, 4, 1], "same with strides"),
        new(() => new Conv2D(2, [3]), [2, 4, 5, 2], "valid"),
        new(() => new Conv3D(2, [2], strides: [1, 2, 1], padding: Padding.Same), [1, 2, 3, 2, 2]),
        new(() => new DepthwiseConv1D([2], depthMultiplier: 2, padding: Padding.Same), [2, 4, 2]),
        new(() => new DepthwiseConv2D([3, 2], strides: [2], depthMultiplier: 2, activation: "tanh"), [2, 4, 5, 2]),
        new(() => new SeparableConv1D(3, [2], depthMultiplier: 2, dilationRate: [2], padding: Padding.Same), [2, 4, 2]),
        new(() => new SeparableConv2D(2, [2, 3], useBias: false, activation: "tanh"), [2, 3, 4, 2]),
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        // Dilation excludes strides, which are 2.
        new(typeof(Conv1D), "dilation_rate", new object[] { 1 }),
        new(typeof(Conv2D), "dilation_rate", new object[] { 1, 1 }),
        new(typeof(Conv3D), "dilation_rate", new object[] { 1, 1, 1 }),
        new(typeof(DepthwiseConv1D), "dilation_rate", new object[] { 1 }),
        new(typeof(DepthwiseConv2D), "dilation_rate", new object[] { 1, 1 }),
        new(typeof(SeparableConv1D), "dilation_rate", new object[] { 1 }),
        new(typeof(SeparableConv2D), "dilation_rate", new object[] { 1, 1 }),
    ];

    public static TheoryData<string> Cases => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Outputs_are_sums_over_windows(string name)
    {
        (Layer layer, long[] shape, long[] before, long[] sizes) = Layers[name];
        Grid input = Grid.Random(shape, seed: 1);
        Grid output = input.Through(layer, out Grid[] weights);
        Grid expected = layer switch
        {
            ConvolutionLayer c => Convolved(input, weights[0], c.Strides, c.DilationRate, c.Groups, before, sizes),
            SeparableConvolutionLayer s => Mixed(Convolved(input, Apart(weights[0]), s.Strides, s.DilationRate, shape[^1], before, sizes), weights[1]),
            DepthwiseConvolutionLayer d => Convolved(input, Apart(weights[0]), d.Strides, d.DilationRate, shape[^1], before, sizes),
            _ => throw new NotSupportedException(layer.ClassName),
        };
        if (layer is BiasLayer { UseBias: true })
        {
            foreach (long[] at in Grid.Positions(expected.Shape))
                expected[at] += weights[^1][at[^1]];
        }

        Grid.AssertEqual(expected, output);
    }

    [Fact]
    public void The_activation_comes_last()
    {
        (Layer Linear, Layer Relu)[] layers =
        [
            (new Conv1D(2, [2]), new Conv1D(2, [2], activation: "relu")),
            (new Conv1DTranspose(2, [2]), new Conv1DTranspose(2, [2], activation: "relu")),
            (new DepthwiseConv1D([2]), new DepthwiseConv1D([2], activation: "relu")),
            (new SeparableConv1D(2, [2]), new SeparableConv1D(2, [2], activation: "relu")),
        ];
        Grid input = Grid.Random([2, 5, 2], seed: 1);
        foreach ((Layer linear, Layer relu) in layers)
        {
            double[] before = input.Through(linear).Values;
            Assert.Contains(before, value => value < 0);
            Assert.Equal(before.Select(value => Math.Max(value, 0)), input.Through(relu).Values);
        }
    }

    [Fact]
    public void An_activation_that_halves_the_channels_does_so_in_the_shape_too()
    {
        Layer[] layers =
        [
            new Conv1D(4, [2], activation: "glu"), new Conv1DTranspose(4, [2], activation: "glu"), new DepthwiseConv1D([2], depthMultiplier: 2, activation: "glu"),
            new SeparableConv1D(4, [2], activation: "glu"),
        ];
        Assert.All(layers, layer => Assert.Equal(2, Grid.Random([2, 5, 2], seed: 1).Through(layer).Shape[^1]));
    }

    [Fact]
    public void Variables_have_Keras_s_names_and_shapes_and_what_was_chosen_for_them()
    {
        SeparableConv2D layer = new(5, [3, 2], depthMultiplier: 2)
        {
            DepthwiseRegularizer = "l1",
            PointwiseRegularizer = "l2",
            BiasRegularizer = "l1",
            DepthwiseConstraint = "max_norm",
            PointwiseConstraint = "unit_norm",
            BiasConstraint = "non_neg",
        };
        Grid.Random([1, 4, 4, 3], seed: 1).Through(layer);
        Assert.Equal(
            ["depthwise_kernel (3, 2, 3, 2) L1 MaxNorm", "pointwise_kernel (1, 1, 6, 5) L2 UnitNorm", "bias (5,) L1 NonNeg"],
            layer.Variables.Select(v => $"{v.Name} {Shape.Format(v.Shape)} {v.Regularizer?.ClassName} {v.Constraint?.ClassName}"));

        DepthwiseConv1D depthwise = new([3], depthMultiplier: 2) { DepthwiseRegularizer = "l2", BiasConstraint = "max_norm" };
        Grid.Random([1, 4, 3], seed: 1).Through(depthwise);
        Assert.Equal(
            ["kernel (3, 3, 2) L2 ", "bias (6,)  MaxNorm"],
            depthwise.Variables.Select(v => $"{v.Name} {Shape.Format(v.Shape)} {v.Regularizer?.ClassName} {v.Constraint?.ClassName}"));

        Conv3DTranspose transposed = new(4, [1, 2, 3]) { KernelRegularizer = "l1", KernelConstraint = "non_neg", ActivityRegularizer = "l2" };
        Grid.Random([1, 2, 2, 2, 3], seed: 1).Through(transposed);
        Assert.Equal(
            ["kernel (1, 2, 3, 4, 3) L1 NonNeg", "bias (4,)  "],
            transposed.Variables.Select(v => $"{v.Name} {Shape.Format(v.Shape)} {v.Regularizer?.ClassName} {v.Constraint?.ClassName}"));
        Assert.Equal("L2", transposed.ActivityRegularizer?.ClassName);
    }

    [Fact]
    public void Sizes_that_are_not_known_stay_so()
    {
        Assert.Equal([-1, 2], new Conv1D(2, [3], strides: [2]).ComputeOutputShape([-1, 1]));
        Assert.Equal([-1, 4, 2], new Conv2D(2, [3], padding: Padding.Same).ComputeOutputShape([-1, 4, 1]));
        Assert.Equal([5, -1, 2], new Conv2DTranspose(2, [3], strides: [2, 1]).ComputeOutputShape([2, -1, 1]));
        Assert.Equal([-1, 6], new DepthwiseConv1D([3], depthMultiplier: 2).ComputeOutputShape([-1, 3]));
        Assert.Equal([-1, 2, 7], new SeparableConv2D(7, [3]).ComputeOutputShape([-1, 4, 3]));
    }

    [Fact]
    public void Distances_come_back_from_the_configuration() =>
        Assert.Equal(new object[] { 3L }, new Conv1D(2, [2], dilationRate: [3]).GetConfig()["dilation_rate"]);

    /// <summary>A depthwise kernel <c>(sizes, channels, multiplier)</c> as that of a convolution with a group for each channel.</summary>
    private static Grid Apart(Grid kernel) => new([.. kernel.Shape[..^2], 1, kernel.Shape[^2] * kernel.Shape[^1]], kernel.Values);

    private static Grid Convolved(Grid input, Grid kernel, long[] strides, long[] dilation, long groups, long[] before, long[] sizes)
    {
        int axes = strides.Length;
        long filters = kernel.Shape[^1];
        Grid output = new([input.Shape[0], .. sizes, filters]);
        foreach (long[] at in Grid.Positions(output.Shape))
        {
            long firstChannel = at[^1] / (filters / groups) * kernel.Shape[^2];
            foreach (long[] k in Grid.Positions(kernel.Shape[..^1]))
            {
                long[] from = [at[0], .. Enumerable.Range(0, axes).Select(i => (at[i + 1] * strides[i]) + (k[i] * dilation[i]) - before[i]), firstChannel + k[^1]];
                if (input.Contains(from))
                    output[at] += input[from] * kernel[[.. k, at[^1]]];
            }
        }

        return output;
    }

    private static Grid Mixed(Grid input, Grid pointwise)
    {
        Grid kernel = new(pointwise.Shape[^2..], pointwise.Values);
        Grid output = new([.. input.Shape[..^1], kernel.Shape[1]]);
        foreach (long[] at in Grid.Positions(output.Shape))
        {
            for (long channel = 0; channel < kernel.Shape[0]; channel++)
                output[at] += input[[.. at[..^1], channel]] * kernel[channel, at[^1]];
        }

        return output;
    }

    private sealed record Case(Layer Layer, long[] BatchShape, long[] Before, long[] Sizes);
}
