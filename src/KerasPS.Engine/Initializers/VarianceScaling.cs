using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>What a fan is: the inputs, the outputs, or the mean of both.</summary>
public enum FanMode
{
    /// <summary>The number of inputs.</summary>
    FanIn,

    /// <summary>The number of outputs.</summary>
    FanOut,

    /// <summary>The mean of the two.</summary>
    FanAvg,
}

/// <summary>The distribution of random values.</summary>
public enum RandomDistribution
{
    /// <summary>Uniform within ±sqrt(3 s).</summary>
    Uniform,

    /// <summary>Normal, cut off at two standard deviations, with standard deviation sqrt(s) after the cut.</summary>
    TruncatedNormal,

    /// <summary>Normal with standard deviation sqrt(s).</summary>
    UntruncatedNormal,
}

/// <summary>Random values whose variance s is <c>scale / max(1, fan)</c> (He et al. 2015; Keras's VarianceScaling).</summary>
/// <param name="scale">The factor.</param>
/// <param name="mode">The fan that divides.</param>
/// <param name="distribution">The distribution.</param>
/// <param name="seed">The seed, or null for the model's own stream.</param>
public class VarianceScaling(
    double scale = 1.0,
    FanMode mode = FanMode.FanIn,
    RandomDistribution distribution = RandomDistribution.TruncatedNormal,
    int? seed = null) : RandomInitializer(seed)
{
    /// <summary>The factor.</summary>
    public double Scale { get; } = scale;

    /// <summary>The fan that divides.</summary>
    public FanMode Mode { get; } = mode;

    /// <summary>The distribution.</summary>
    public RandomDistribution Distribution { get; } = distribution;

    /// <inheritdoc/>
    protected override Tensor Draw(long[] shape, ScalarType dtype, Generator generator)
    {
        (long fanIn, long fanOut) = Fans(shape);
        double fan = Mode switch
        {
            FanMode.FanIn => fanIn,
            FanMode.FanOut => fanOut,
            _ => (fanIn + fanOut) / 2.0,
        };
        double variance = Scale / Math.Max(1.0, fan);
        double limit = Math.Sqrt(3 * variance);
        return Distribution switch
        {
            RandomDistribution.Uniform => empty(shape, dtype).uniform_(-limit, limit, generator),
            RandomDistribution.TruncatedNormal =>
                DrawTruncatedNormal(shape, dtype, generator, 0, Math.Sqrt(variance) / TruncatedStandardDeviation),
            _ => empty(shape, dtype).normal_(0, Math.Sqrt(variance), generator),
        };
    }
}
