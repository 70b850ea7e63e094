namespace KerasPS.Tests.Layers;

public class PoolingTests
{
    /// <summary>Poolings with what is added before each axis and the sizes that come out, both counted by hand.</summary>
    private static readonly Dictionary<string, (PoolingLayer Layer, long[] BatchShape, long[] Before, long[] Sizes)> Windows = new()
    {
        ["MaxPooling1D"] = (new MaxPooling1D(), [2, 5, 2], [0], [2]),
        ["MaxPooling1D, same"] = (new MaxPooling1D([3], strides: [1], padding: Padding.Same), [2, 4, 2], [1], [4]),
        ["MaxPooling2D, same, uneven"] = (new MaxPooling2D([2, 3], strides: [1, 2], padding: Padding.Same), [1, 3, 4, 2], [0, 0], [3, 2]),
        ["MaxPooling2D, steps beyond windows"] = (new MaxPooling2D([1, 2], strides: [2, 3]), [1, 3, 5, 1], [0, 0], [2, 2]),
        ["MaxPooling3D"] = (new MaxPooling3D([2, 1, 2]), [2, 4, 2, 3, 2], [0, 0, 0], [2, 2, 1]),
        ["MaxPooling3D, same"] = (new MaxPooling3D([2], padding: Padding.Same), [1, 3, 4, 3, 2], [0, 0, 0], [2, 2, 2]),
        ["AveragePooling1D"] = (new AveragePooling1D([2], strides: [1]), [2, 4, 2], [0], [3]),
        ["AveragePooling1D, same"] = (new AveragePooling1D([3], strides: [2], padding: Padding.Same), [1, 5, 2], [1], [3]),
        ["AveragePooling1D, same, uneven"] = (new AveragePooling1D([4], strides: [1], padding: Padding.Same), [1, 5, 1], [1], [5]),
        ["AveragePooling2D, same, even"] = (new AveragePooling2D([3], strides: [1], padding: Padding.Same), [2, 3, 4, 2], [1, 1], [3, 4]),
        ["AveragePooling2D, same, uneven"] = (new AveragePooling2D([2, 3], strides: [1, 2], padding: Padding.Same), [1, 3, 4, 2], [0, 0], [3, 2]),
        ["AveragePooling3D"] = (new AveragePooling3D([1, 2, 2]), [1, 2, 4, 3, 2], [0, 0, 0], [2, 2, 1]),
        ["AveragePooling3D, same"] = (new AveragePooling3D([2, 3, 1], padding: Padding.Same), [1, 3, 4, 2, 2], [0, 1, 0], [2, 2, 2]),
    };

    private static readonly Dictionary<string, (AdaptivePoolingLayer Layer, long[] BatchShape)> Parts = new()
    {
        ["AdaptiveAveragePooling1D"] = (new AdaptiveAveragePooling1D([3]), [2, 7, 2]),
        ["AdaptiveAveragePooling2D"] = (new AdaptiveAveragePooling2D([3, 2]), [2, 4, 5, 2]),
        ["AdaptiveAveragePooling3D"] = (new AdaptiveAveragePooling3D([2, 1, 3]), [1, 3, 2, 4, 2]),
        ["AdaptiveMaxPooling1D"] = (new AdaptiveMaxPooling1D([3]), [2, 7, 2]),
        ["AdaptiveMaxPooling2D"] = (new AdaptiveMaxPooling2D([3]), [2, 4, 2, 2]),
        ["AdaptiveMaxPooling3D"] = (new AdaptiveMaxPooling3D([2, 1, 3]), [1, 3, 2, 4, 2]),
    };

    private static readonly Dictionary<string, (Func<bool, GlobalPoolingLayer> Make, long[] BatchShape)> Wholes = new()
    {
        ["GlobalAveragePooling1D"] = (keepdims => new GlobalAveragePooling1D(keepdims), [2, 5, 3]),
        ["GlobalAveragePooling2D"] = (keepdims => new GlobalAveragePooling2D(keepdims), [2, 4, 3, 2]),
        ["GlobalAveragePooling3D"] = (keepdims => new GlobalAveragePooling3D(keepdims), [2, 2, 3, 2, 2]),
        ["GlobalMaxPooling1D"] = (keepdims => new GlobalMaxPooling1D(keepdims), [2, 5, 3]),
        ["GlobalMaxPooling2D"] = (keepdims => new GlobalMaxPooling2D(keepdims), [2, 4, 3, 2]),
        ["GlobalMaxPooling3D"] = (keepdims => new GlobalMaxPooling3D(keepdims), [2, 2, 3, 2, 2]),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new AdaptiveAveragePooling1D([3]), [2, 5, 2]),
        new(() => new AdaptiveAveragePooling2D([3, 2]), [2, 5, 4, 2]),
        new(() => new AdaptiveAveragePooling3D([2]), [1, 3, 4, 2, 2]),
        new(() => new AdaptiveMaxPooling1D([3]), [2, 5, 2]),
        new(() => new AdaptiveMaxPooling2D([3, 2]), [2, 5, 4, 2]),
        new(() => new AdaptiveMaxPooling3D([2]), [1, 3, 4, 2, 2]),
        new(() => new AveragePooling1D([2]), [2, 5, 2]),
        new(() => new AveragePooling2D([2, 3], strides: [2], padding: Padding.Same), [2, 5, 4, 2], "same"),
        new(() => new AveragePooling3D([2], strides: [1], padding: Padding.Same), [1, 2, 3, 2, 2]),
        new(() => new GlobalAveragePooling1D(), [2, 3, 2]),
        new(() => new GlobalAveragePooling2D(keepdims: true), [2, 3, 2, 2]),
        new(() => new GlobalAveragePooling3D(), [2, 2, 3, 2, 2]),
        new(() => new GlobalMaxPooling1D(), [2, 3, 2]),
        new(() => new GlobalMaxPooling2D(), [2, 3, 2, 2]),
        new(() => new GlobalMaxPooling3D(keepdims: true), [2, 2, 3, 2, 2]),
        new(() => new MaxPooling1D([3], padding: Padding.Same), [2, 5, 2]),
        new(() => new MaxPooling2D(), [2, 4, 5, 2]),
        new(() => new MaxPooling2D([3], strides: [2], padding: Padding.Same), [2, 4, 5, 1], "same"),
        new(() => new MaxPooling3D(), [1, 2, 4, 3, 2]),
    ];

    public static TheoryData<string> WindowCases => new(Windows.Keys);

    public static TheoryData<string> PartCases => new(Parts.Keys);

    public static TheoryData<string> WholeCases => new(Wholes.Keys);

    [Theory]
    [MemberData(nameof(WindowCases))]
    public void Each_window_gives_the_largest_or_mean_of_what_it_holds_of_the_input(string name)
    {
        (PoolingLayer layer, long[] shape, long[] before, long[] sizes) = Windows[name];

        // Below 0, so that a zero at the border would win.
        Grid input = new(shape, Grid.Random(shape, seed: 1).Values.Select(value => value - 2).ToArray());
        Grid expected = Pooled(input, sizes, name, (axis, at) =>
        {
            long first = (at * layer.Strides[axis]) - before[axis];
            return (first, first + layer.PoolSize[axis]);
        });
        Grid.AssertEqual(expected, input.Through(layer));
    }

    [Theory]
    [MemberData(nameof(PartCases))]
    public void Parts_overlap_where_they_cannot_be_equal(string name)
    {
        (AdaptivePoolingLayer layer, long[] shape) = Parts[name];
        Grid input = Grid.Random(shape, seed: 1);
        Grid expected = Pooled(input, layer.OutputSize, name, (axis, at) =>
        {
            double part = shape[axis + 1] / (double)layer.OutputSize[axis];
            return ((long)Math.Floor(at * part), (long)Math.Ceiling((at + 1) * part));
        });
        Grid.AssertEqual(expected, input.Through(layer));
    }

    [Theory]
    [MemberData(nameof(WholeCases))]
    public void The_whole_gives_one_value_for_each_channel(string name)
    {
        (Func<bool, GlobalPoolingLayer> make, long[] shape) = Wholes[name];
        Grid input = Grid.Random(shape, seed: 1);
        Grid expected = Pooled(input, shape[1..^1].Select(_ => 1L).ToArray(), name, (axis, _) => (0, shape[axis + 1]));
        Grid.AssertEqual(expected, input.Through(make(true)));
        Grid.AssertEqual(new Grid([shape[0], shape[^1]], expected.Values), input.Through(make(false)));
    }

    [Fact]
    public void The_mean_over_time_leaves_padding_out_even_if_it_is_no_number()
    {
        using DisposeScope scope = NewDisposeScope();
        using Generator generator = new(0);
        Tensor input = tensor([1f, 2, 3, 4, float.NaN, float.NaN, 5, 6, 7, 8, 9, 10], [2, 3, 2]);
        Tensor mask = tensor([1L, 1, 0, 0, 0, 0], [2, 3]).to_type(ScalarType.Bool);
        CallContext context = new CallContext(Training: false, generator).WithMasks([mask]);
        GlobalAveragePooling1D layer = new();
        Tensor output = layer.Call(input, context);
        Assert.Equal([2f, 3, float.NaN, float.NaN], output.data<float>().ToArray());
        Assert.Equal([2L, 1, 2], new GlobalAveragePooling1D(keepdims: true).Call(input, context).shape);
        Assert.True(layer.SupportsMasking);
        Assert.Equal([null], layer.ComputeMasks([input], [mask], 1));
    }

    [Fact]
    public void Strides_are_the_pool_size_unless_given()
    {
        Assert.Equal([3, 2], new MaxPooling2D([3, 2]).Strides);
        Assert.Equal([2, 2, 2], new MaxPooling3D().Strides);
        Assert.Equal([1, 1], new AveragePooling2D([3, 2], strides: [1]).Strides);
    }

    [Fact]
    public void Sizes_that_are_not_known_stay_so()
    {
        Assert.Equal([-1, 3], new MaxPooling1D().ComputeOutputShape([-1, 3]));
        Assert.Equal([-1, 2, -1], new AveragePooling2D([2]).ComputeOutputShape([-1, 4, -1]));
        Assert.Equal([3], new GlobalMaxPooling2D().ComputeOutputShape([-1, -1, 3]));
        Assert.Equal([5, 3], new AdaptiveMaxPooling1D([5]).ComputeOutputShape([-1, 3]));
    }

    /// <summary>The largest or the mean, as the layer's name says, of what lies in a box for each output.</summary>
    private static Grid Pooled(Grid input, long[] sizes, string name, Func<int, long, (long First, long End)> box)
    {
        Grid output = new([input.Shape[0], .. sizes, input.Shape[^1]]);
        foreach (long[] at in Grid.Positions(output.Shape))
        {
            double[] values = Grid.Positions(input.Shape)
                .Where(from => from[0] == at[0] && from[^1] == at[^1])
                .Where(from => Enumerable.Range(0, sizes.Length).All(axis => from[axis + 1] >= box(axis, at[axis + 1]).First && from[axis + 1] < box(axis, at[axis + 1]).End))
                .Select(from => input[from])
                .ToArray();
            output[at] = name.Contains("Max", StringComparison.Ordinal) ? values.Max() : values.Average();
        }

        return output;
    }
}
