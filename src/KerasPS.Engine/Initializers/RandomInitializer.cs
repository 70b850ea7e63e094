using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>The base of initializers that draw random values.</summary>
/// <param name="seed">
/// The seed of the values, which are then the same in every model; null takes them from the model's own stream.
/// </param>
public abstract class RandomInitializer(int? seed) : Initializer
{
    private protected const double TruncatedStandardDeviation = 0.87962566103423978;

    /// <summary>The seed, or null for the model's own stream.</summary>
    public int? Seed { get; } = seed;

    /// <inheritdoc/>
    public sealed override Tensor Create(long[] shape, ScalarType dtype, Generator generator)
    {
        if (Seed is not { } seed)
            return Draw(shape, dtype, generator);
        using Generator own = new((ulong)seed);
        return Draw(shape, dtype, own);
    }

    /// <summary>Draws the values.</summary>
    /// <param name="shape">The variable's shape in Keras's layout.</param>
    /// <param name="dtype">The variable's type.</param>
    /// <param name="generator">The source of random numbers.</param>
    protected abstract Tensor Draw(long[] shape, ScalarType dtype, Generator generator);

    /// <summary>Values of a normal distribution cut off at two standard deviations, by inverting its distribution function.</summary>
    private protected static Tensor DrawTruncatedNormal(long[] shape, ScalarType dtype, Generator generator, double mean, double standardDeviation)
    {
        const double cutOff = 0.9544997361036416;  // erf(2 / sqrt 2): the mass within two standard deviations
        return empty(shape, dtype)
            .uniform_(-cutOff, cutOff, generator)
            .erfinv_()
            .mul_(standardDeviation * Math.Sqrt(2))
            .add_(mean);
    }
}
