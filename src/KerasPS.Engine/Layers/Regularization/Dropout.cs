using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, sets a random fraction of the inputs to 0 and scales the others by <c>1 / (1 - rate)</c> (Srivastava et al.
/// 2014); otherwise the identity. The output has the input's shape.
/// </summary>
/// <param name="rate">The fraction to drop, from 0 to 1.</param>
/// <param name="noiseShape">
/// The shape of what is drawn, the batch axis included: null takes the input's size, 1 drops the same along that axis, e.g.
/// <c>null, 1, null</c> drops features of whole sequences. By default each value is drawn.
/// </param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
public sealed class Dropout(double rate, long?[]? noiseShape = null, int? seed = null)
    : SharedNoiseLayer(Require.Fraction(rate, nameof(Dropout), nameof(rate)), noiseShape, seed)
{
    /// <inheritdoc/>
    protected override Tensor Perturb(Tensor input, Generator generator) => Drop(input, Rate, NoiseShape, generator);
}
