using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>Values of a normal distribution.</summary>
/// <param name="mean">The mean; 0 as in Keras.</param>
/// <param name="stddev">The standard deviation; 0.05 as in Keras.</param>
/// <param name="seed">The seed, or null for the model's own stream.</param>
[KerasName("normal")]
public sealed class RandomNormal(double mean = 0.0, double stddev = 0.05, int? seed = null) : RandomInitializer(seed)
{
    /// <summary>The mean.</summary>
    public double Mean { get; } = mean;

    /// <summary>The standard deviation.</summary>
    public double Stddev { get; } = Require.NotNegative(stddev, nameof(RandomNormal), nameof(stddev));

    /// <inheritdoc/>
    protected override Tensor Draw(long[] shape, ScalarType dtype, Generator generator) => empty(shape, dtype).normal_(Mean, Stddev, generator);
}
