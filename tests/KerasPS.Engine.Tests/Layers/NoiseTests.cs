namespace KerasPS.Tests.Layers;

public class NoiseTests : TensorTest
{
    private const int Count = 200_000;

    private static readonly Dictionary<string, Func<int?, Layer>> Layers = new()
    {
        ["AlphaDropout"] = seed => new AlphaDropout(0.4, seed: seed),
        ["Dropout"] = seed => new Dropout(0.4, seed: seed),
        ["Dropout shared"] = seed => new Dropout(0.4, [null, 1, null], seed),
        ["GaussianDropout"] = seed => new GaussianDropout(0.4, seed),
        ["GaussianNoise"] = seed => new GaussianNoise(0.4, seed),
        ["SpatialDropout1D"] = seed => new SpatialDropout1D(0.4, seed),
    };

    internal static LayerCase[] LayerCases =>
    [
        new(() => new AlphaDropout(0.4, [null, 1]), [6, 5]),
        new(() => new GaussianDropout(0.4), [6, 5]),
        new(() => new GaussianNoise(0.4), [6, 5]),
        new(() => new SpatialDropout1D(0.4), [3, 2, 4]),
        new(() => new SpatialDropout2D(0.4), [3, 2, 2, 4]),
        new(() => new SpatialDropout3D(0.4), [3, 2, 1, 2, 4]),
    ];

    public static TheoryData<string> Names => new(Layers.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Outside_training_nothing_changes(string name)
    {
        Tensor input = Sample([4, 5, 6]);
        Assert.Equal(input.Values(), Call(Layers[name](null), input).Values());
        Assert.Equal(input.Values(), Call(Layers[name](3), input).Values());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_noise_follows_the_generator_of_the_training(string name)
    {
        Tensor input = Sample([4, 5, 6]);
        float[] first = Call(Layers[name](null), input, training: true, seed: 1).Values();
        Assert.Equal(first, Call(Layers[name](null), input, training: true, seed: 1).Values());
        Assert.NotEqual(first, Call(Layers[name](null), input, training: true, seed: 2).Values());
        Assert.NotEqual(input.Values(), first);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_seed_makes_a_stream_of_the_layer_s_own(string name)
    {
        Tensor input = Sample([4, 5, 6]);
        Layer layer = Layers[name](3);
        float[] first = Call(layer, input, training: true, seed: 1).Values();
        Assert.NotEqual(first, Call(layer, input, training: true, seed: 1).Values());
        Assert.Equal(first, Call(Layers[name](3), input, training: true, seed: 2).Values());
        Assert.NotEqual(first, Call(Layers[name](4), input, training: true, seed: 1).Values());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Masks_are_handed_on_and_the_number_format_stays(string name)
    {
        Tensor input = Sample([2, 3, 4]).to_type(ScalarType.BFloat16);
        MaskedTensor output = Run(Layers[name](null), [input], ["110 100"], training: true)[0];
        Assert.Equal("110 100", RowsOf(output.Mask));
        Assert.Equal(ScalarType.BFloat16, output.Value.dtype);
    }

    [Fact]
    public void Values_along_an_axis_of_the_noise_shape_with_size_1_share_their_fate()
    {
        float[] values = Call(new Dropout(0.5, [null, 1, null]), ones([20, 7, 10]), training: true).Values();
        AssertShared(values, samples: 20, steps: 7, channels: 10);
        values = Call(new Dropout(0.5, [1, 7, 1]), ones([20, 7, 10]), training: true).Values();
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(values[i / 10 % 7 * 10], values[i]);
        Assert.Equal(2, values.Distinct().Count());
    }

    [Fact]
    public void Spatial_dropout_drops_whole_channels()
    {
        AssertShared(Call(new SpatialDropout1D(0.5), ones([20, 6, 10]), training: true).Values(), 20, 6, 10);
        AssertShared(Call(new SpatialDropout2D(0.5), ones([20, 2, 3, 10]), training: true).Values(), 20, 6, 10);
        AssertShared(Call(new SpatialDropout3D(0.5), ones([20, 1, 2, 3, 10]), training: true).Values(), 20, 6, 10);
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.5)]
    public void Gaussian_dropout_multiplies_by_noise_of_mean_1(double rate)
    {
        double variance = rate / (1 - rate);
        AssertMoments(new GaussianDropout(rate), input: 3, mean: 3, variance: 9 * variance);
    }

    [Fact]
    public void Gaussian_noise_is_added_with_mean_0() => AssertMoments(new GaussianNoise(0.7), input: 3, mean: 3, variance: 0.49);

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.6)]
    public void Alpha_dropout_keeps_mean_0_and_variance_1(double rate)
    {
        using Generator generator = new(5);
        Tensor input = empty([Count]).normal_(0, 1, generator);
        (double mean, double variance) = Moments(Call(new AlphaDropout(rate), input, training: true).Values());
        Assert.Equal(0, mean, 0.02);
        Assert.Equal(1, variance, 0.02);
    }

    [Fact]
    public void Alpha_dropout_drops_to_the_value_that_selu_tends_to()
    {
        const double rate = 0.25;
        const double dropped = -1.7580993408473766;
        double a = Math.Pow((1 - rate) * (1 + (rate * dropped * dropped)), -0.5);
        double b = -a * dropped * rate;
        using DisposeScope scope = NewDisposeScope();
        float[] values = Call(new AlphaDropout(rate), full([Count], 2), training: true).Values();
        Golden.AssertClose([(float)((a * dropped) + b), (float)((a * 2) + b)], values.Distinct().Order().ToArray(), 1e-6, "dropped and kept");
        Assert.Equal(rate, values.Count(v => v < 0) / (double)Count, 5 * Math.Sqrt(rate * (1 - rate) / Count));
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        ThrowsError("InvalidValue", () => new GaussianDropout(1), "GaussianDropout: rate must be from 0 to below 1, not 1.");
        ThrowsError("InvalidValue", () => new AlphaDropout(1), "AlphaDropout: rate must be from 0 to below 1, not 1.");
        ThrowsError("InvalidValue", () => new GaussianNoise(1.5), "GaussianNoise: stddev must be from 0 to 1, not 1.5.");
        ThrowsError("InvalidValue", () => new SpatialDropout1D(-1), "rate must be from 0 to 1, not -1.");
        ThrowsError("InvalidValue", () => new Dropout(0.5, [null, 0]), "noise_shape");
        ThrowsError("ShapeMismatch", () => new Dropout(0.5, [null, 1]).ComputeOutputShape([3, 4]), "(None, 1)", "(3, 4)");
        ThrowsError("ShapeMismatch", () => new Dropout(0.5, [null, 2, null]).ComputeOutputShape([3, 4]), "(None, 2, None)", "(3, 4)");
        ThrowsError("ShapeMismatch", () => new SpatialDropout2D(0.5).ComputeOutputShape([3, 4]), "(height, width, channels)", "(3, 4)");
    }

    private static void AssertMoments(Layer layer, float input, double mean, double variance)
    {
        using DisposeScope scope = NewDisposeScope();
        (double actualMean, double actualVariance) = Moments(Call(layer, full([Count], input), training: true).Values());
        Assert.Equal(mean, actualMean, 5 * Math.Sqrt(variance / Count));
        Assert.Equal(variance, actualVariance, 5 * variance * Math.Sqrt(2.0 / Count));
    }

    private static (double Mean, double Variance) Moments(float[] values)
    {
        double mean = values.Average(v => (double)v);
        return (mean, values.Average(v => (v - mean) * (v - mean)));
    }

    private static void AssertShared(float[] values, int samples, int steps, int channels)
    {
        Assert.Equal(samples * steps * channels, values.Length);
        for (int i = 0; i < values.Length; i++)
            Assert.Equal(values[(i / (steps * channels) * steps * channels) + (i % channels)], values[i]);
        for (int sample = 0; sample < samples; sample++)
            Assert.Contains(2, values.Skip(sample * steps * channels).Take(channels));
        Assert.Equal([0, 2], values.Distinct().Order());
    }
}
