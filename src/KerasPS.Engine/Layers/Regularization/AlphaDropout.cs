using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, sets a random fraction of the inputs to the value that <c>selu</c> tends to, and shifts and scales all so that mean 0 and
/// variance 1 stay (Klambauer et al. 2017); otherwise the identity. The output has the input's shape.
/// </summary>
/// <param name="rate">The fraction to drop, from 0 to below 1.</param>
/// <param name="noiseShape">
/// The shape of what is drawn, the batch axis included: null takes the input's size, 1 drops the same along that axis. By default
/// each value is drawn.
/// </param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
public sealed class AlphaDropout(double rate, long?[]? noiseShape = null, int? seed = null)
    : SharedNoiseLayer(Require.BelowOne(rate, nameof(AlphaDropout), nameof(rate)), noiseShape, seed)
{
    // -alpha · scale of selu
    private const double Dropped = -1.6732632423543772 * 1.0507009873554805;

    /// <inheritdoc/>
    protected override Tensor Perturb(Tensor input, Generator generator)
    {
        double scale = 1 / Math.Sqrt((1 - Rate) * (1 + (Rate * Dropped * Dropped)));
        Tensor kept = DropoutMask(input, Rate, NoiseShape, generator);
        return (((input - Dropped) * kept) + (Dropped * (1 - Rate))) * scale;
    }
}
