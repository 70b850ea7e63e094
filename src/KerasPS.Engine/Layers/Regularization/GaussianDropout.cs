using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, multiplies the inputs by random numbers of a normal distribution with mean 1 and standard deviation
/// <c>sqrt(rate / (1 - rate))</c> (Srivastava et al. 2014); otherwise the identity. The output has the input's shape.
/// </summary>
/// <param name="rate">As in Dropout, whose noise has the same variance; from 0 to below 1.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
public sealed class GaussianDropout(double rate, int? seed = null) : NoiseLayer(seed)
{
    /// <summary>The fraction that a Dropout of the same variance drops.</summary>
    public double Rate { get; } = Require.BelowOne(rate, nameof(GaussianDropout), nameof(rate));

    private protected override bool IsActive => Rate > 0;

    /// <inheritdoc/>
    protected override Tensor Perturb(Tensor input, Generator generator) =>
        input * empty(input.shape, input.dtype, input.device).normal_(1, Math.Sqrt(Rate / (1 - Rate)), generator);
}
