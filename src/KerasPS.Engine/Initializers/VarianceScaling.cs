using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>What a fan is: the inputs, the outputs, or the mean of both.</summary>
public enum FanMode
{
    /// <summary>The number of inputs.</summary>
    FanIn,

    /// <summary>The number of output units.</summary>
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
/// <param name="inputAxes">The axes whose sizes, multiplied, are the inputs; by default Keras's rule for kernels decides. Needs outputAxes too.</param>
/// <param name="outputAxes">The axes whose sizes, multiplied, are the outputs; by default Keras's rule for kernels decides. Needs inputAxes too.</param>
public class VarianceScaling(
    double scale = 1.0,
    FanMode mode = FanMode.FanIn,
    RandomDistribution distribution = RandomDistribution.TruncatedNormal,
    int? seed = null,
    long[]? inputAxes = null,
    long[]? outputAxes = null) : RandomInitializer(seed)
{
    /// <summary>The factor.</summary>
    public double Scale { get; } = Require.Positive(scale, nameof(VarianceScaling), nameof(scale));

    /// <summary>The fan that divides.</summary>
    public FanMode Mode { get; } = mode;

    /// <summary>The distribution.</summary>
    public RandomDistribution Distribution { get; } = distribution;

    /// <summary>The axes that make the inputs, or null for the rule for kernels.</summary>
    public long[]? InputAxes { get; } = inputAxes;

    /// <summary>The axes that make the outputs, or null for the rule for kernels.</summary>
    public long[]? OutputAxes { get; } = outputAxes;

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

    /// <summary>The fans: <c>(in, out)</c> of a matrix; of more axes, all but the last two are the receptive field.</summary>
    internal (long In, long Out) Fans(long[] shape)
    {
        if (InputAxes is not null && OutputAxes is not null)
            return (Product(shape, InputAxes), Product(shape, OutputAxes));
        if (shape.Length < 2)
            return (shape.FirstOrDefault(1), shape.FirstOrDefault(1));
        long receptive = shape[..^2].Aggregate(1L, (product, n) => product * n);
        return (shape[^2] * receptive, shape[^1] * receptive);
    }

    private long Product(long[] shape, long[] axes)
    {
        if (axes.Any(axis => axis < -shape.Length || axis >= shape.Length))
            throw WrongShape(shape, $"one with the axes {string.Join(", ", axes)}");
        return axes.Aggregate(1L, (product, axis) => product * shape[axis < 0 ? shape.Length + axis : axis]);
    }
}
