using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that drop whole channels.</summary>
/// <param name="rate">The fraction of the channels to drop, from 0 to 1.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null for the training's.</param>
/// <param name="axes">The number of axes besides the channels.</param>
public abstract class SpatialDropout(double rate, int? seed, int axes) : NoiseLayer(seed)
{
    private readonly long?[] noiseShape = [null, .. Enumerable.Repeat<long?>(1, axes), null];

    /// <summary>The fraction of the channels to drop.</summary>
    public double Rate { get; } = Require.Fraction(rate, nameof(SpatialDropout), nameof(rate));

    private protected sealed override bool IsActive => Rate > 0;

    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length == noiseShape.Length - 1 ? inputShape : throw WrongShape(inputShape, Spatial.Format(noiseShape.Length - 2));

    /// <inheritdoc/>
    protected sealed override Tensor Perturb(Tensor input, Generator generator) => Drop(input, Rate, noiseShape, generator);
}
