using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of layers that change images at random in training, each image of a batch in its own way, and return them unchanged
/// otherwise. They compute in single precision at least.
/// </summary>
/// <param name="seed">The seed of the layer's own stream of random numbers; null for the training's.</param>
public abstract class ImageAugmentation(int? seed) : NoiseLayer(seed)
{
    /// <inheritdoc/>
    public sealed override bool SupportsMasking => false;

    /// <summary>The ranges of the random numbers that are drawn for each image, in the order in which they are drawn.</summary>
    internal abstract (double From, double To)[] Ranges { get; }

    // With a factor of 0, too, some layers clip values.
    private protected sealed override bool IsActive => true;

    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length == 3 ? inputShape : throw WrongShape(inputShape, Spatial.Format(2));

    /// <summary>Transforms images; deterministic, given the random numbers.</summary>
    /// <param name="images">The images, <c>(batch, height, width, channels)</c>.</param>
    /// <param name="numbers">For each range a number per image, <c>(batch, 1, 1, 1)</c>.</param>
    internal abstract Tensor Transform(Tensor images, Tensor[] numbers);

    /// <inheritdoc/>
    protected sealed override Tensor Perturb(Tensor input, Generator generator)
    {
        Tensor images = input.dtype == ScalarType.Float64 ? input : input.to_type(ScalarType.Float32);
        Tensor[] numbers = Array.ConvertAll(Ranges, range =>
            empty([images.size(0), 1, 1, 1], images.dtype, images.device).uniform_(range.From, range.To, generator));
        return Transform(images, numbers).to_type(input.dtype);
    }
}
