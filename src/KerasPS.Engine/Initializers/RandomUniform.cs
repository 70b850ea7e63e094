using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Initializers;

/// <summary>Values of a uniform distribution.</summary>
/// <param name="minval">The lower limit, which may occur; -0.05 as in Keras.</param>
/// <param name="maxval">The upper limit, which does not; 0.05 as in Keras.</param>
/// <param name="seed">The seed, or null for the model's own stream.</param>
[KerasName("uniform")]
public sealed class RandomUniform(double minval = -0.05, double maxval = 0.05, int? seed = null) : RandomInitializer(seed)
{
    /// <summary>The lower limit.</summary>
    public double Minval { get; } = minval;

    /// <summary>The upper limit.</summary>
    public double Maxval { get; } = Require.NotBelow(minval, maxval, nameof(RandomUniform), nameof(maxval));

    /// <inheritdoc/>
    protected override Tensor Draw(long[] shape, ScalarType dtype, Generator generator) => empty(shape, dtype).uniform_(Minval, Maxval, generator);
}
