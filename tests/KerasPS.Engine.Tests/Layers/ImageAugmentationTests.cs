namespace KerasPS.Tests.Layers;

/// <summary>The random choices of image layers; what becomes of images, given the choices, is in <see cref="ImageTransformTests"/>.</summary>
public class ImageAugmentationTests : TensorTest
{
    private const int Count = 20_000;

    private static readonly Dictionary<string, Func<int?, ImageAugmentation>> Layers = new()
    {
        ["RandomBrightness"] = seed => new RandomBrightness([0.3], [-30, 30], seed),
        ["RandomContrast"] = seed => new RandomContrast([0.3, 0.3], [-30, 30], seed),
        ["RandomFlip"] = seed => new RandomFlip(seed: seed),
        ["RandomRotation"] = seed => new RandomRotation([0.2], seed: seed),
        ["RandomShear"] = seed => new RandomShear([0.4], [0.2], seed: seed),
        ["RandomTranslation"] = seed => new RandomTranslation([0.3], [0.4], seed: seed),
        ["RandomZoom"] = seed => new RandomZoom([0.3], seed: seed),
        ["RandomZoom in both directions"] = seed => new RandomZoom([0.3], [0.2], seed: seed),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new RandomBrightness([0.3], [-2, 2]), [3, 2, 2, 2]),
        new(() => new RandomContrast([0.3, 0.5], [-9, 9]), [3, 2, 3, 2]),
        new(() => new RandomFlip(), [4, 2, 3, 2]),
    ];

    public static TheoryData<string> Names => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Outside_training_nothing_changes(string name)
    {
        Tensor images = Sample([8, 5, 4, 3]);
        Assert.Equal(images.Values(), Call(Layers[name](null), images).Values());
        Assert.Equal(images.Values(), Call(Layers[name](3), images).Values());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_choices_follow_the_generator_of_the_training(string name)
    {
        Tensor images = Sample([8, 5, 4, 3]);
        float[] first = Call(Layers[name](null), images, training: true, seed: 1).Values();
        Assert.Equal(first, Call(Layers[name](null), images, training: true, seed: 1).Values());
        Assert.NotEqual(first, Call(Layers[name](null), images, training: true, seed: 2).Values());
        Assert.NotEqual(images.Values(), first);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_makes_a_stream_of_the_layer_s_own(string name)
    {
        Tensor images = Sample([8, 5, 4, 3]);
        Layer layer = Layers[name](3);
        float[] first = Call(layer, images, training: true, seed: 1).Values();
        Assert.NotEqual(first, Call(layer, images, training: true, seed: 1).Values());
        Assert.Equal(first, Call(Layers[name](3), images, training: true, seed: 2).Values());
        Assert.NotEqual(first, Call(Layers[name](4), images, training: true, seed: 1).Values());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_image_is_changed_in_its_own_way(string name)
    {
        Tensor images = Sample([1, 5, 4, 3]).expand(40, -1, -1, -1);
        float[][] changed = Call(Layers[name](null), images, training: true).Values().Chunk(5 * 4 * 3).ToArray();
        int different = changed.DistinctBy(image => string.Join(' ', image)).Count();
        Assert.Equal(name == "RandomFlip" ? 2 : 40, different);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Half_precision_is_that_of_single_precision_rounded(string name)
    {
        Tensor images = Sample([8, 5, 4, 3]).to_type(ScalarType.BFloat16);
        Tensor half = Call(Layers[name](null), images, training: true);
        Tensor single = Call(Layers[name](null), images.to_type(ScalarType.Float32), training: true);
        Assert.Equal(ScalarType.BFloat16, half.dtype);
        Assert.Equal(single.to_type(ScalarType.BFloat16).Values(), half.Values());
        Assert.Equal(ScalarType.Float64, Call(Layers[name](null), images.to_type(ScalarType.Float64), training: true).dtype);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void No_mask_is_handed_on(string name)
    {
        Assert.Null(Run(Layers[name](null), [Sample([2, 3, 3, 1])], ["110 100"], training: true)[0].Mask);
    }

    [Fact]
    public void Images_of_another_size_than_that_of_the_first_batch_are_taken()
    {
        RandomRotation layer = new([0.2]);
        Assert.Equal([2, 5, 4, 3], Call(layer, Sample([2, 5, 4, 3]), training: true).shape);
        Assert.Equal([3, 2, 7, 1], Call(layer, Sample([3, 2, 7, 1]), training: true).shape);
        Assert.Equal([-1L, -1, 3], layer.ComputeOutputShape([-1, -1, 3]));
    }

    [Fact]
    public void Half_of_the_images_are_flipped_both_ways_or_not_at_all()
    {
        Tensor image = tensor([1f, 2, 3, 4], [1, 2, 2, 1]);
        float[][] images = Call(new RandomFlip(), image.expand(Count, -1, -1, -1), training: true).Values().Chunk(4).ToArray();
        Assert.All(images, pixels => Assert.True(pixels.SequenceEqual([1, 2, 3, 4]) || pixels.SequenceEqual([4, 3, 2, 1])));
        Assert.Equal(0.5, images.Count(pixels => pixels[0] == 4) / (double)Count, 5 * 0.5 / Math.Sqrt(Count));
    }

    [Fact]
    public void Flips_go_the_way_that_is_asked_for()
    {
        Tensor images = tensor([1f, 2, 3, 4], [1, 2, 2, 1]).expand(50, -1, -1, -1);
        Assert.Equal([1, 2], Call(new RandomFlip(FlipMode.Horizontal), images, training: true).Values().Chunk(4).Select(p => p[0]).Distinct().Order());
        Assert.Equal([1, 3], Call(new RandomFlip(FlipMode.Vertical), images, training: true).Values().Chunk(4).Select(p => p[0]).Distinct().Order());
    }

    /// <summary>What was drawn is read off images that show it, over the whole range.</summary>
    [Fact]
    public void Choices_are_spread_evenly_over_their_range()
    {
        Tensor ramp = arange(0, 101, 1, ScalarType.Float64).reshape(1, 1, 101, 1).expand(Count, -1, -1, -1);
        AssertUniform(-0.2, 0.3, Drawn(new RandomTranslation([0], [-0.2, 0.3]), at => (50 - at) / 101));
        AssertUniform(-0.25, 0.25, Drawn(new RandomTranslation([0.9], [0.25]), at => (50 - at) / 101));
        AssertUniform(0.8, 1.1, DrawnAt(60, new RandomZoom([0], [-0.2, 0.1]), at => (at - 50) / 10));
        AssertUniform(0.7, 1.3, DrawnAt(60, new RandomZoom([0.3]), at => (at - 50) / 10));
        AssertUniform(0.9, 1.4, DrawnAt(60, new RandomContrast([0.4, 0.1], [-100, 200]), at => (at - 50) / 10));
        AssertUniform(1, 1.4, DrawnAt(60, new RandomContrast([0.4], [-100, 200]), at => (at - 50) / 10));
        AssertUniform(-0.3, 0.1, Drawn(new RandomBrightness([0.1, -0.3], [-100, 200]), at => (at - 50) / 300));

        double[] Drawn(Layer layer, Func<double, double> from) => DrawnAt(50, layer, from);

        double[] DrawnAt(long column, Layer layer, Func<double, double> from) =>
            Call(layer, ramp, training: true).narrow(2, column, 1).contiguous().data<double>().ToArray().Select(from).ToArray();
    }

    [Fact]
    public void Angles_are_spread_evenly_over_their_range()
    {
        Tensor ramp = arange(0, 3, 1, ScalarType.Float64).reshape(1, 1, 3, 1).expand(Count, 3, -1, -1);
        double[] values = Call(new RandomRotation([-0.2, 0.1]), ramp, training: true).narrow(1, 2, 1).narrow(2, 1, 1).contiguous().data<double>().ToArray();
        AssertUniform(-72, 36, values.Select(value => Math.Asin(1 - value) * 180 / Math.PI).ToArray());
    }

    [Fact]
    public void Shears_go_both_ways()
    {
        Tensor ramp = arange(0, 101, 1, ScalarType.Float64).reshape(1, 1, 101, 1).expand(Count, 3, -1, -1);
        double[] shifts = Call(new RandomShear([0.1, 0.5]), ramp, training: true).narrow(1, 1, 1).narrow(2, 50, 1).contiguous().data<double>().ToArray();
        double[] drawn = shifts.Select(at => at - 50).ToArray();
        Assert.Equal(0.5, drawn.Count(shear => shear > 0) / (double)Count, 5 * 0.5 / Math.Sqrt(Count));
        AssertUniform(0.1, 0.5, drawn.Select(Math.Abs).ToArray());
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        ThrowsError("InvalidValue", () => new RandomRotation([1.5]), "RandomRotation: factor must be one number from -1 to 1, or two of them, not 1.5.");
        ThrowsError("InvalidValue", () => new RandomRotation([double.NaN]), "factor");
        ThrowsError("InvalidValue", () => new RandomRotation([]), "factor");
        ThrowsError("InvalidValue", () => new RandomZoom([0.1], [0.1, 0.2, 0.3]), "RandomZoom: width_factor", "0.1, 0.2, 0.3");
        ThrowsError("InvalidValue", () => new RandomTranslation([-2, 0.1], [0]), "RandomTranslation: height_factor", "-2, 0.1");
        ThrowsError("InvalidValue", () => new RandomContrast([-0.1]), "RandomContrast: factor must be one number from 0 to 1");
        ThrowsError("InvalidValue", () => new RandomContrast([0.1], [1, 0]), "RandomContrast: value_range must be two numbers, the lower one first, not 1, 0.");
        ThrowsError("InvalidValue", () => new RandomBrightness([0.1], [1]), "RandomBrightness: value_range");
    }

    [Fact]
    public void One_factor_stands_for_both_directions()
    {
        Assert.Equal([-0.2, 0.2], new RandomRotation([0.2]).Factor);
        Assert.Equal([-0.2, 0.2], new RandomRotation([-0.2]).Factor);
        Assert.Equal([0.1, 0.2], new RandomRotation([0.2, 0.1]).Factor);
        Assert.Equal([-0.5, 0.5], new RandomZoom([0.5]).HeightFactor);
        Assert.Equal([0, 0.5], new RandomContrast([0.5]).Factor);
    }

    /// <summary>Within the limits, near both of them, and with the mean and variance of a uniform distribution.</summary>
    private static void AssertUniform(double from, double to, double[] values)
    {
        Assert.Equal(Count, values.Length);
        double width = to - from;
        Assert.InRange(values.Min(), from - 1e-6, from + (0.002 * width));
        Assert.InRange(values.Max(), to - (0.002 * width), to + 1e-6);
        double mean = values.Average();
        Assert.Equal((from + to) / 2, mean, 5 * width / Math.Sqrt(12.0 * Count));
        Assert.Equal(width * width / 12, values.Average(v => (v - mean) * (v - mean)), 0.02 * width * width / 12);
    }
}
