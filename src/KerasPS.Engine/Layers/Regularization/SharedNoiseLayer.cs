namespace KerasPS.Layers;

/// <summary>The base of layers that drop values, with a choice of the axes along which they drop the same.</summary>
/// <param name="rate">The fraction to drop.</param>
/// <param name="noiseShape">The shape of what is drawn, the batch axis included; null for that of the input.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null for the training's.</param>
public abstract class SharedNoiseLayer(double rate, long?[]? noiseShape, int? seed) : NoiseLayer(seed)
{
    /// <summary>The fraction to drop.</summary>
    public double Rate { get; } = rate;

    /// <summary>The shape of what is drawn, the batch axis included: null takes the input's size, 1 drops the same along that axis.</summary>
    public long?[]? NoiseShape { get; } = noiseShape?.All(size => size is null or > 0) != false
        ? noiseShape
        : throw new KerasException("InvalidValue", "The sizes of noise_shape must be above 0, or null for the input's.", noiseShape);

    private protected sealed override bool IsActive => Rate > 0;

    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape)
    {
        bool fits = NoiseShape is null
            || (NoiseShape.Length == inputShape.Length + 1
                && NoiseShape.Skip(1).Zip(inputShape).All(pair => pair.First is null or 1 || pair.First == pair.Second || pair.Second < 0));
        if (fits)
            return inputShape;
        string wanted = string.Join(", ", NoiseShape!.Select(size => size?.ToString() ?? "None"));
        throw WrongShape(inputShape, $"that its noise shape ({wanted}) can be broadcast to, the batch axis being the first");
    }
}
