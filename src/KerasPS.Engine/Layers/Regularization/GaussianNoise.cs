using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, adds random numbers of a normal distribution with mean 0; otherwise the identity. The output has the input's shape.
/// </summary>
/// <param name="stddev">The standard deviation of the noise, from 0 to 1.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
public sealed class GaussianNoise(double stddev, int? seed = null) : NoiseLayer(seed)
{
    /// <summary>The standard deviation of the noise.</summary>
    public double Stddev { get; } = Require.Fraction(stddev, nameof(GaussianNoise), nameof(stddev));

    private protected override bool IsActive => Stddev > 0;

    /// <inheritdoc/>
    protected override Tensor Perturb(Tensor input, Generator generator) =>
        input + empty(input.shape, input.dtype, input.device).normal_(0, Stddev, generator);
}
