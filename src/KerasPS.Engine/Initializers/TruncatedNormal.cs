using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>Values of a normal distribution, cut off at two standard deviations from the mean.</summary>
/// <param name="mean">The mean; 0 as in Keras.</param>
/// <param name="stddev">The standard deviation before the cut; 0.05 as in Keras.</param>
/// <param name="seed">The seed, or null for the model's own stream.</param>
public sealed class TruncatedNormal(double mean = 0.0, double stddev = 0.05, int? seed = null) : RandomInitializer(seed)
{
    /// <summary>The mean.</summary>
    public double Mean { get; } = mean;

    /// <summary>The standard deviation before the cut.</summary>
    public double Stddev { get; } = Require.NotNegative(stddev, nameof(TruncatedNormal), nameof(stddev));

    /// <inheritdoc/>
    protected override Tensor Draw(long[] shape, ScalarType dtype, Generator generator) =>
        DrawTruncatedNormal(shape, dtype, generator, Mean, Stddev);
}
