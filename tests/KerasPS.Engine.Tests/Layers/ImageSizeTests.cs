namespace KerasPS.Tests.Layers;

/// <summary>Sizes and windows of images, against loops.</summary>
public class ImageSizeTests : TensorTest
{
    internal static LayerCase[] LayerCases =>
    [
        new(() => new CenterCrop(2, 3), [2, 5, 4, 2]),
        new(() => new RandomCrop(2, 3), [2, 5, 4, 2]),
        new(() => new Resizing(2, 5, antialias: true), [2, 5, 4, 2]),
    ];

    internal static ArgumentSample[] ArgumentSamples =>
    [
        // The other way to keep proportions is chosen.
        new(typeof(Resizing), "pad_to_aspect_ratio", false),
    ];

    public static TheoryData<int, int> Sizes => new() { { 5, 4 }, { 3, 8 }, { 10, 2 }, { 7, 7 }, { 1, 1 } };

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resizing_bilinear(int height, int width) => AssertResized(new Resizing(height, width), (at, size, wanted) =>
    {
        double place = Math.Max(0, ((at + 0.5) * size / wanted) - 0.5);
        long before = (long)place;
        return [(before, 1 - (place - before)), (Math.Min(before + 1, size - 1), place - before)];
    });

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resizing_nearest(int height, int width) => AssertResized(
        new Resizing(height, width, Interpolation.Nearest, antialias: true), (at, size, wanted) => [((long)Math.Floor((at + 0.5) * size / wanted), 1)]);

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resizing_bilinear_of_all_pixels(int height, int width) => AssertResized(new Resizing(height, width, antialias: true), (at, size, wanted) =>
        Weighted(at, size, wanted, 1, x => 1 - x));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Resizing_bicubic_of_all_pixels(int height, int width) => AssertResized(
        new Resizing(height, width, Interpolation.Bicubic, antialias: true),
        (at, size, wanted) => Weighted(at, size, wanted, 2, x => x < 1 ? (1.5 * x * x * x) - (2.5 * x * x) + 1 : (-0.5 * x * x * x) + (2.5 * x * x) - (4 * x) + 2));

    [Fact]
    public void Resizing_bicubic_is_that_of_upsampling() => Grid.AssertEqual(
        Images(3, 4).Through(new UpSampling2D([3, 2], Interpolation.Bicubic)), Images(3, 4).Through(new Resizing(9, 8, Interpolation.Bicubic)));

    [Theory]
    [InlineData(9, 5, 4, 4, 2, 0, 5, 5)]
    [InlineData(4, 10, 3, 3, 0, 3, 4, 4)]
    [InlineData(7, 5, 2, 6, 3, 0, 1, 5)]
    [InlineData(6, 6, 3, 3, 0, 0, 6, 6)]
    public void Cropping_takes_the_largest_window_in_the_middle(int height, int width, int wantedHeight, int wantedWidth, int top, int left, int rows, int columns)
    {
        Grid window = Window(Images(height, width), top, left, rows, columns);
        Grid expected = window.Through(new Resizing(wantedHeight, wantedWidth));
        Grid.AssertEqual(expected, Images(height, width).Through(new Resizing(wantedHeight, wantedWidth, cropToAspectRatio: true)));
        Grid.AssertEqual(expected, Images(height, width).Through(new RandomCrop(wantedHeight, wantedWidth)));
    }

    [Theory]
    [InlineData(4, 8, 6, 6, 2, 0)]
    [InlineData(4, 7, 6, 6, 1, 0)]
    [InlineData(8, 5, 2, 4, 0, 5)]
    [InlineData(6, 6, 3, 3, 0, 0)]
    public void Padding_adds_the_same_on_both_sides(int height, int width, int wantedHeight, int wantedWidth, int above, int beside)
    {
        Grid images = Images(height, width);
        Grid padded = new([2, height + (2 * above), width + (2 * beside), 3]);
        foreach (long[] at in Grid.Positions(padded.Shape))
        {
            long[] inside = [at[0], at[1] - above, at[2] - beside, at[3]];
            padded[at] = images.Contains(inside) ? images[inside] : 0.7;
        }

        Grid.AssertEqual(
            padded.Through(new Resizing(wantedHeight, wantedWidth)),
            images.Through(new Resizing(wantedHeight, wantedWidth, padToAspectRatio: true, fillValue: 0.7)));
    }

    [Theory]
    [InlineData(7, 8, 3, 4, 2, 2)]
    [InlineData(7, 8, 4, 3, 1, 2)]
    [InlineData(5, 5, 5, 4, 0, 0)]
    public void The_centre_is_cut_out_half_a_pixel_to_the_top_left(int height, int width, int wantedHeight, int wantedWidth, int top, int left) =>
        Grid.AssertEqual(Window(Images(height, width), top, left, wantedHeight, wantedWidth), Images(height, width).Through(new CenterCrop(wantedHeight, wantedWidth)));

    [Fact]
    public void The_centre_of_images_that_are_too_small_is_enlarged() => Grid.AssertEqual(
        Images(4, 9).Through(new Resizing(6, 5, cropToAspectRatio: true)), Images(4, 9).Through(new CenterCrop(6, 5)));

    [Fact]
    public void In_training_all_windows_are_cut_out_equally_often_each_for_a_whole_batch()
    {
        Grid images = Images(5, 4);
        string[] windows = (from top in Enumerable.Range(0, 4) from left in Enumerable.Range(0, 2) select Text(Window(images, top, left, 2, 3))).ToArray();
        RandomCrop layer = new(2, 3, seed: 1);
        Dictionary<string, int> seen = [];
        const int draws = 2000;
        for (int i = 0; i < draws; i++)
        {
            using DisposeScope batch = NewDisposeScope();
            string window = Text(Grid.Of(Call(layer, images.Tensor(), training: true)));
            seen[window] = seen.GetValueOrDefault(window) + 1;
        }

        Assert.Equal(windows.Order(StringComparer.Ordinal), seen.Keys.Order(StringComparer.Ordinal));
        Assert.All(seen.Values, count => Assert.Equal(draws / 8.0, count, 5 * Math.Sqrt(draws / 8.0)));

        static string Text(Grid grid) => string.Join(' ', grid.Values);
    }

    [Theory]
    [InlineData(3, 9, 3, 4, 0, 2, 3, 4)]
    [InlineData(2, 9, 3, 4, 0, 3, 2, 4)]
    [InlineData(10, 5, 4, 6, 3, 0, 4, 5)]
    public void In_training_images_that_are_too_small_are_cut_in_the_middle(int height, int width, int wantedHeight, int wantedWidth, int top, int left, int rows, int columns)
    {
        Grid expected = Window(Images(height, width), top, left, rows, columns).Through(new Resizing(wantedHeight, wantedWidth));
        Grid.AssertEqual(expected, Grid.Of(Call(new RandomCrop(wantedHeight, wantedWidth), Images(height, width).Tensor(), training: true)));
    }

    [Fact]
    public void Random_windows_follow_the_seed()
    {
        Tensor images = Sample([1, 30, 30, 1]);
        float[] first = Call(new RandomCrop(4, 4, seed: 3), images, training: true, seed: 1).Values();
        Assert.Equal(first, Call(new RandomCrop(4, 4, seed: 3), images, training: true, seed: 2).Values());
        Assert.NotEqual(first, Call(new RandomCrop(4, 4, seed: 4), images, training: true, seed: 1).Values());
        Assert.Equal(
            Call(new RandomCrop(4, 4), images, training: true, seed: 1).Values(), Call(new RandomCrop(4, 4), images, training: true, seed: 1).Values());
    }

    [Fact]
    public void The_number_format_stays()
    {
        Tensor images = Sample([2, 5, 6, 1]).to_type(ScalarType.BFloat16);
        foreach (Layer layer in new Layer[] { new Resizing(3, 3), new Resizing(3, 3, Interpolation.Nearest), new CenterCrop(3, 9), new RandomCrop(3, 9) })
        {
            Assert.Equal(ScalarType.BFloat16, Call(layer, images, training: true).dtype);
            Assert.Equal(ScalarType.BFloat16, Call(layer, images).dtype);
        }
    }

    [Fact]
    public void Shapes_and_arguments()
    {
        Assert.Equal([3L, 4, 2], new Resizing(3, 4).ComputeOutputShape([-1, -1, 2]));
        Assert.Equal([3L, 4, 2], new RandomCrop(3, 4).ComputeOutputShape([-1, -1, 2]));
        Assert.Equal([3L, 4, 2], new CenterCrop(3, 4).ComputeOutputShape([-1, 9, 2]));
        ThrowsError("InvalidValue", () => new Resizing(0, 4), "Resizing: height must be above 0, not 0.");
        ThrowsError("InvalidValue", () => new Resizing(3, 4, cropToAspectRatio: true, padToAspectRatio: true), "only one of them");
        ThrowsError("InvalidValue", () => new CenterCrop(3, -1), "CenterCrop: width");
        ThrowsError("InvalidValue", () => new RandomCrop(0, 1), "RandomCrop: height");
    }

    private static Grid Images(int height, int width) => Grid.Random([2, height, width, 3], seed: 4);

    private static Grid Window(Grid images, int top, int left, int rows, int columns)
    {
        Grid window = new([images.Shape[0], rows, columns, images.Shape[3]]);
        foreach (long[] at in Grid.Positions(window.Shape))
            window[at] = images[at[0], at[1] + top, at[2] + left, at[3]];
        return window;
    }

    /// <summary>The weights of all pixels within reach, which grows as the image gets smaller; together they are 1.</summary>
    private static (long, double)[] Weighted(long at, long size, long wanted, int reach, Func<double, double> weightAt)
    {
        double scale = Math.Max(1, size / (double)wanted);
        double centre = (at + 0.5) * size / wanted;
        (long Index, double Weight)[] weights = (
            from i in Enumerable.Range(0, (int)size)
            let distance = Math.Abs(i + 0.5 - centre) / scale
            where distance < reach
            select ((long)i, weightAt(distance))).ToArray();
        double sum = weights.Sum(w => w.Weight);
        return Array.ConvertAll(weights, w => (w.Index, w.Weight / sum));
    }

    /// <summary>Compares with sums over rows and columns, whose indices and weights <paramref name="partsOf"/> gives.</summary>
    private static void AssertResized(Resizing layer, Func<long, long, long, (long Index, double Weight)[]> partsOf)
    {
        Grid images = Images(5, 6);
        Grid expected = new([2, layer.Height, layer.Width, 3]);
        foreach (long[] at in Grid.Positions(expected.Shape))
        {
            expected[at] = (
                from row in partsOf(at[1], 5, layer.Height)
                from column in partsOf(at[2], 6, layer.Width)
                select images[at[0], row.Index, column.Index, at[3]] * row.Weight * column.Weight).Sum();
        }

        Grid.AssertEqual(expected, images.Through(layer));
    }
}
