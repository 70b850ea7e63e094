namespace KerasPS.Tests.Layers;

public class TransposedConvolutionTests
{
    /// <summary>The inputs 1, 10 and 100 with kernels 1, 2, 3 ..., added up by hand.</summary>
    private static readonly Dictionary<string, (Conv1DTranspose Layer, float[] Expected)> Sums = new()
    {
        ["whole windows"] = (new(1, [3]), [1, 12, 123, 230, 300]),
        ["whole windows with steps"] = (new(1, [3], strides: [2]), [1, 2, 13, 20, 130, 200, 300]),
        ["whole windows, longer by one"] = (new(1, [3], strides: [2], outputPadding: [1]), [1, 2, 13, 20, 130, 200, 300, 0]),
        ["gaps between windows"] = (new(1, [2], strides: [3]), [1, 2, 0, 10, 20, 0, 100, 200, 0]),
        ["gaps between windows, none at the end"] = (new(1, [2], strides: [3], outputPadding: [0]), [1, 2, 0, 10, 20, 0, 100, 200]),
        ["dilated"] = (new(1, [2], dilationRate: [2]), [1, 10, 102, 20, 200]),
        ["same"] = (new(1, [3], padding: Padding.Same), [12, 123, 230]),
        ["same, even window"] = (new(1, [4], padding: Padding.Same), [12, 123, 234]),
        ["same, odd window with steps"] = (new(1, [3], strides: [2], padding: Padding.Same), [1, 2, 13, 20, 130, 200]),
        ["same, even window with steps"] = (new(1, [4], strides: [2], padding: Padding.Same), [2, 13, 24, 130, 240, 300]),
        ["same, gaps"] = (new(1, [1], strides: [3], padding: Padding.Same), [1, 0, 0, 10, 0, 0, 100, 0, 0]),
        ["same, dilated"] = (new(1, [3], dilationRate: [2], padding: Padding.Same), [102, 20, 203]),
        ["same, shortest"] = (new(1, [3], strides: [2], padding: Padding.Same, outputPadding: [0]), [2, 13, 20, 130, 200]),
        ["same, longer by one"] = (new(1, [3], strides: [2], padding: Padding.Same, outputPadding: [1]), [1, 2, 13, 20, 130, 200]),
        ["same, even window, shortest"] = (new(1, [2], strides: [2], padding: Padding.Same, outputPadding: [0]), [2, 10, 20, 100]),
        ["same, longer than any window reaches"] = (new(1, [1], strides: [3], padding: Padding.Same, outputPadding: [2]), [1, 0, 0, 10, 0, 0, 100, 0, 0]),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new Conv1DTranspose(2, [2], strides: [3]), [2, 3, 2]),
        new(() => new Conv2DTranspose(2, [3, 2], strides: [2, 1], padding: Padding.Same, activation: "tanh"), [2, 2, 3, 2]),
        new(() => new Conv3DTranspose(2, [2, 1, 3], strides: [2], outputPadding: [1, 0, 1], useBias: false), [1, 2, 1, 2, 2]),
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        // Dilation excludes strides, which are 2, and what is added must be less.
        new(typeof(Conv1DTranspose), "dilation_rate", new object[] { 1 }),
        new(typeof(Conv1DTranspose), "output_padding", new object[] { 1 }),
        new(typeof(Conv2DTranspose), "dilation_rate", new object[] { 1, 1 }),
        new(typeof(Conv2DTranspose), "output_padding", new object[] { 1, 1 }),
        new(typeof(Conv3DTranspose), "dilation_rate", new object[] { 1, 1, 1 }),
        new(typeof(Conv3DTranspose), "output_padding", new object[] { 1, 1, 1 }),
    ];

    public static TheoryData<string> Cases => new(Sums.Keys);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_input_is_spread_over_its_window(string name)
    {
        (Conv1DTranspose layer, float[] expected) = Sums[name];
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(0);
        layer.Build([3, 1], generator);
        layer.Variables[0].Assign(Enumerable.Range(1, (int)layer.KernelSize[0]).Select(n => (float)n).ToArray());
        layer.Variables[1].Assign([0.5f]);
        Tensor output = layer.Call(tensor([1f, 10, 100], [1, 3, 1]), new CallContext(Training: false, generator));
        Assert.Equal(layer.OutputShape, output.shape[1..]);
        Assert.Equal(expected.Select(sum => sum + 0.5f), output.contiguous().data<float>().ToArray());
    }

    /// <summary>What defines it: for any x and y, the products of x with what comes of y, and of y with what a convolution makes of x, are equal.</summary>
    [Theory]
    [InlineData(Padding.Valid)]
    [InlineData(Padding.Same)]
    public void It_is_the_adjoint_of_a_convolution(Padding padding)
    {
        foreach (long[] at in Grid.Positions(4, 4, 3))
        {
            (long size, long stride, long dilation) = (at[0] + 1, at[1] + 1, at[1] > 0 ? 1 : at[2] + 1);
            long[] kernel = [size, 2];
            long[] strides = [stride, 1];
            long[] dilations = [dilation, 1];
            Grid y = Grid.Random([2, 3, 2, 3], seed: 1);
            Conv2DTranspose transposed = new(2, kernel, strides, padding, dilationRate: dilations, useBias: false);
            Grid fromY = y.Through(transposed, out Grid[] weights);
            Grid x = Grid.Random(fromY.Shape, seed: 2);
            Conv2D convolution = new(3, kernel, strides, padding, dilations, useBias: false);
            Grid fromX = x.Through(convolution, out Grid[] same);
            Grid.AssertEqual(same[0], weights[0]);
            Assert.Equal(y.Shape, fromX.Shape);
            Assert.Equal(Product(x, fromY), Product(fromX, y), 1e-10);
        }
    }

    [Fact]
    public void Volumes_are_products_of_their_axes()
    {
        Conv3DTranspose layer = new(1, [3, 2, 1], strides: [2, 3, 1], padding: Padding.Same, useBias: false);
        Grid one = new([1, 1, 1, 2, 1], [1, 10]);
        Grid output = one.Through(layer, out Grid[] weights);
        Assert.Equal([1, 2, 3, 2, 1], output.Shape);
        foreach (long[] at in Grid.Positions(2, 3, 2))
        {
            double expected = at[1] == 2 ? 0 : weights[0][at[0], at[1], 0, 0, 0] * (at[2] == 0 ? 1 : 10);
            Assert.Equal(expected, output[[0, .. at, 0]], 1e-12);
        }
    }

    private static double Product(Grid a, Grid b) => a.Values.Zip(b.Values).Sum(pair => pair.First * pair.Second);
}
