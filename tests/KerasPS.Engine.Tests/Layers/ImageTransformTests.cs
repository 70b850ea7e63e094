namespace KerasPS.Tests.Layers;

/// <summary>What becomes of images, given the random numbers, against loops that follow Keras's formulas pixel by pixel.</summary>
public class ImageTransformTests : TensorTest
{
    private static readonly long[][] Sizes = [[4, 4], [5, 5], [3, 6], [7, 4], [1, 5], [2, 1]];

    internal static LayerCase[] LayerCases =>
    [
        new(() => new RandomRotation([0.4]), [3, 3, 4, 2]),
        new(() => new RandomRotation([0.4], FillMode.Constant, fillValue: 0.5), [3, 3, 4, 1], "with a constant"),
        new(() => new RandomShear([0.4], [0.7], fillMode: FillMode.Wrap), [3, 3, 4, 1]),
        new(() => new RandomTranslation([0.6], [0.7], FillMode.Nearest), [3, 3, 4, 2]),
        new(() => new RandomZoom([0.7], interpolation: PixelSampling.Nearest), [3, 3, 4, 2]),
    ];

    public static TheoryData<FillMode, PixelSampling> Choices
    {
        get
        {
            TheoryData<FillMode, PixelSampling> choices = [];
            foreach (FillMode fillMode in Enum.GetValues<FillMode>())
            {
                foreach (PixelSampling interpolation in Enum.GetValues<PixelSampling>())
                    choices.Add(fillMode, interpolation);
            }

            return choices;
        }
    }

    [Theory]
    [MemberData(nameof(Choices))]
    public void Rotation(FillMode fillMode, PixelSampling interpolation) => AssertTransforms(
        new RandomRotation([1], fillMode, interpolation, fillValue: 0.3),
        [[0, 17, -36, 100, 191, -300]],
        (height, width, numbers) =>
        {
            double angle = numbers[0] * Math.PI / 180;
            double centreX = 0.5 * (width - 1);
            double centreY = 0.5 * (height - 1);
            double a0 = Math.Cos(angle);
            double a1 = -Math.Sin(angle);
            double b0 = Math.Sin(angle);
            double b1 = Math.Cos(angle);
            return new(a0, a1, centreX - (centreX * a0) - (centreY * a1), b0, b1, centreY - (centreX * b0) - (centreY * b1));
        });

    [Theory]
    [MemberData(nameof(Choices))]
    public void Translation(FillMode fillMode, PixelSampling interpolation) => AssertTransforms(
        new RandomTranslation([1], [1], fillMode, interpolation, fillValue: -2),
        [[0, 0.13, -0.27, 0.9, -1, 0.4], [0, -0.31, 0.43, -0.88, 0.57, 1]],
        (height, width, numbers) => new(1, 0, -(numbers[1] * width), 0, 1, -(numbers[0] * height)));

    [Theory]
    [MemberData(nameof(Choices))]
    public void Zoom(FillMode fillMode, PixelSampling interpolation) => AssertTransforms(
        new RandomZoom([1], [1], fillMode, interpolation, fillValue: 5),
        [[1, 0.13, 1.27, 1.94, 0.02, 0.71], [1, 1.31, 0.43, 0.17, 1.57, 1.77]],
        (height, width, numbers) => new(numbers[1], 0, (width - 1) / 2.0 * (1 - numbers[1]), 0, numbers[0], (height - 1) / 2.0 * (1 - numbers[0])));

    [Theory]
    [MemberData(nameof(Choices))]
    public void Zoom_of_the_same_proportions(FillMode fillMode, PixelSampling interpolation) => AssertTransforms(
        new RandomZoom([1], null, fillMode, interpolation),
        [[1, 0.13, 1.27, 1.94, 0.02, 0.71]],
        (height, width, numbers) => new(numbers[0], 0, (width - 1) / 2.0 * (1 - numbers[0]), 0, numbers[0], (height - 1) / 2.0 * (1 - numbers[0])));

    [Theory]
    [MemberData(nameof(Choices))]
    public void Shear(FillMode fillMode, PixelSampling interpolation) => AssertTransforms(
        new RandomShear([1], [1], interpolation, fillMode, fillValue: 1.5),
        [[0, 0.2, 0.4, 0.6, 0.8, 1], [0, 0.13, 0.94, 0.27, 0.9, 0.38], [0, 0.31, 0.43, 0.88, 0.57, 0.91]],
        (_, _, numbers) =>
        {
            double invert = numbers[0] > 0.5 ? -1 : 1;
            return new(1, numbers[2] * invert, 0, numbers[1] * invert, 1, 0);
        });

    /// <summary>An image seen as it is in 3 x 3 places, by hand: positive angles turn counterclockwise, positive shifts go right and down.</summary>
    [Fact]
    public void Directions_are_Keras_s()
    {
        double[] image = [1, 2, 3, 4, 5, 6, 7, 8, 9];
        AssertMoved([3, 6, 9, 2, 5, 8, 1, 4, 7], new RandomRotation([1]), 90);
        AssertMoved([0, 0, 0, 0, 1, 2, 0, 4, 5], new RandomTranslation([1], [1], FillMode.Constant), 1 / 3.0, 1 / 3.0);
        AssertMoved([0, 0, 0, 0, 5, 0, 0, 0, 0], new RandomZoom([1], fillMode: FillMode.Constant), 2);
        AssertMoved([5, 5, 5, 5, 5, 5, 5, 5, 5], new RandomZoom([1]), 0);
        AssertMoved([1, 2, 3, 5, 6, 0, 9, 0, 0], new RandomShear(fillMode: FillMode.Constant), 0, 0, 1);

        void AssertMoved(double[] expected, ImageAugmentation layer, params double[] numbers)
        {
            using DisposeScope scope = NewDisposeScope();
            Tensor[] drawn = Array.ConvertAll(numbers, number => tensor([number], [1, 1, 1, 1]));
            Grid.AssertEqual(new Grid([1, 3, 3, 1], expected), Grid.Of(layer.Transform(tensor(image, [1, 3, 3, 1]), drawn)));
        }
    }

    [Theory]
    [InlineData(FillMode.Constant, "0 0 0 0 0 1 2 3 4 0 0 0 0 0")]
    [InlineData(FillMode.Nearest, "1 1 1 1 1 1 2 3 4 4 4 4 4 4")]
    [InlineData(FillMode.Reflect, "4 4 3 2 1 1 2 3 4 4 3 2 1 1")]
    [InlineData(FillMode.Wrap, "4 1 2 3 4 1 2 3 4 1 2 3 4 1")]
    public void Beyond_the_borders(FillMode fillMode, string expected)
    {
        Tensor columns = arange(-5, 9, 1, ScalarType.Float32).reshape(1, 1, 14, 1);
        foreach (PixelSampling interpolation in Enum.GetValues<PixelSampling>())
        {
            Tensor seen = new ImageSampler(fillMode, interpolation, 0).Sample(tensor([1f, 2, 3, 4], [1, 1, 4, 1]), zeros([1, 1, 1, 1]), columns);
            Assert.Equal(expected, string.Join(' ', seen.Values()));
        }
    }

    [Fact]
    public void Contrast_is_changed_around_the_mean_of_each_channel_and_clipped()
    {
        Grid images = Grid.Random([3, 2, 5, 2], seed: 3);
        double[] contrasts = [0.4, 1, 1.7];
        Grid expected = new(images.Shape);
        foreach (long[] at in Grid.Positions(images.Shape))
        {
            double mean = Grid.Positions(2, 5).Average(pixel => images[at[0], pixel[0], pixel[1], at[3]]);
            expected[at] = Math.Clamp(((images[at] - mean) * contrasts[at[0]]) + mean, -0.5, 0.8);
        }

        Assert.Contains(-0.5, expected.Values);
        Assert.Contains(0.8, expected.Values);
        Grid.AssertEqual(expected, Grid.Of(new RandomContrast([1], [-0.5, 0.8]).Transform(images.Tensor(), [tensor(contrasts, [3, 1, 1, 1])])));
    }

    [Fact]
    public void Brightness_is_added_as_a_part_of_the_range_and_clipped()
    {
        Grid images = Grid.Random([3, 2, 5, 2], seed: 3);
        double[] brightnesses = [-0.4, 0, 0.6];
        Grid expected = new(images.Shape);
        foreach (long[] at in Grid.Positions(images.Shape))
            expected[at] = Math.Clamp(images[at] + (brightnesses[at[0]] * 2.5), -1, 1.5);
        Assert.Contains(-1, expected.Values);
        Assert.Contains(1.5, expected.Values);
        Grid.AssertEqual(expected, Grid.Of(new RandomBrightness([1], [-1, 1.5]).Transform(images.Tensor(), [tensor(brightnesses, [3, 1, 1, 1])])));
    }

    [Theory]
    [InlineData(FlipMode.Horizontal)]
    [InlineData(FlipMode.Vertical)]
    [InlineData(FlipMode.HorizontalAndVertical)]
    public void Flips(FlipMode mode)
    {
        Grid images = Grid.Random([4, 3, 4, 2], seed: 3);
        double[] numbers = [0.1, 0.6, 0.5, 0.50001];
        Grid expected = new(images.Shape);
        foreach (long[] at in Grid.Positions(images.Shape))
        {
            bool isFlipped = numbers[at[0]] <= 0.5;
            long row = isFlipped && mode != FlipMode.Horizontal ? 2 - at[1] : at[1];
            long column = isFlipped && mode != FlipMode.Vertical ? 3 - at[2] : at[2];
            expected[at] = images[at[0], row, column, at[3]];
        }

        Grid.AssertEqual(expected, Grid.Of(new RandomFlip(mode).Transform(images.Tensor(), [tensor(numbers, [4, 1, 1, 1])])));
    }

    /// <summary>Compares in double precision, and in single precision where no rounding can change which pixel is the nearest.</summary>
    private static void AssertTransforms(GeometricAugmentation layer, double[][] numbers, Func<long, long, double[], Affine> affineOf)
    {
        using DisposeScope scope = NewDisposeScope();
        int batch = numbers[0].Length;
        foreach (long[] size in Sizes)
        {
            Grid images = Grid.Random([batch, .. size, 2], seed: 5);
            Grid expected = new(images.Shape);
            HashSet<long> close = [];
            foreach (long[] at in Grid.Positions(images.Shape))
            {
                double[] ofImage = Array.ConvertAll(numbers, row => row[at[0]]);
                Affine affine = affineOf(size[0], size[1], ofImage);
                double x = (affine.A0 * at[2]) + (affine.A1 * at[1]) + affine.A2;
                double y = (affine.B0 * at[2]) + (affine.B1 * at[1]) + affine.B2;
                if (IsBetweenPixels(x) || IsBetweenPixels(y))
                    close.Add(at[0]);
                expected[at] = Lookup(layer, images, at[0], y, x, at[3]);
            }

            Tensor[] drawn = Array.ConvertAll(numbers, row => tensor(row, [batch, 1, 1, 1]));
            Grid precise = Grid.Of(layer.Transform(images.Tensor(), drawn));
            Grid single = Grid.Of(layer.Transform(
                images.Tensor().to_type(ScalarType.Float32), Array.ConvertAll(drawn, number => number.to_type(ScalarType.Float32))));
            Assert.Equal(images.Shape, precise.Shape);
            Assert.True(close.Count < batch, "All images are left out.");
            foreach (long[] at in Grid.Positions(images.Shape))
            {
                if (layer.Interpolation == PixelSampling.Nearest && close.Contains(at[0]))
                    continue;
                string where = $"{layer.ClassName} {layer.FillMode} {layer.Interpolation}, {size[0]} x {size[1]}, at {string.Join(", ", at)}";
                Assert.True(Math.Abs(expected[at] - precise[at]) < 1e-12, $"{where}: {precise[at]}, not {expected[at]}");
                Assert.True(Math.Abs(expected[at] - single[at]) < 1e-5, $"{where}: {single[at]}, not {expected[at]} (single precision)");
            }
        }

        static bool IsBetweenPixels(double place) => Math.Abs(place - Math.Floor(place) - 0.5) < 1e-4;
    }

    private static double Lookup(GeometricAugmentation layer, Grid images, long image, double y, double x, long channel)
    {
        if (layer.Interpolation == PixelSampling.Nearest)
            return Pixel(Math.Round(y), Math.Round(x));
        double top = Math.Floor(y);
        double left = Math.Floor(x);
        double down = y - top;
        double right = x - left;
        return ((1 - down) * (((1 - right) * Pixel(top, left)) + (right * Pixel(top, left + 1))))
            + (down * (((1 - right) * Pixel(top + 1, left)) + (right * Pixel(top + 1, left + 1))));

        double Pixel(double row, double column)
        {
            long height = images.Shape[1];
            long width = images.Shape[2];
            bool isInside = row >= 0 && row < height && column >= 0 && column < width;
            return isInside || layer.FillMode != FillMode.Constant
                ? images[image, Fixed((long)row, height), Fixed((long)column, width), channel]
                : layer.FillValue;
        }

        // Keras's formulas for indices, in integers.
        long Fixed(long index, long size) => layer.FillMode switch
        {
            FillMode.Wrap => Modulo(index, size),
            FillMode.Reflect => (Math.Abs(Modulo((2 * index) + 1 + (2 * size), 4 * size) - (2 * size)) - 1) / 2,
            _ => Math.Clamp(index, 0, size - 1),
        };

        static long Modulo(long a, long b) => ((a % b) + b) % b;
    }

    /// <summary>Where a pixel (x, y) of the output comes from: (a0 x + a1 y + a2, b0 x + b1 y + b2).</summary>
    private readonly record struct Affine(double A0, double A1, double A2, double B0, double B1, double B2);
}
