using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, flips about every other image; otherwise the identity. Input and output <c>(height, width, channels)</c>.
/// </summary>
/// <param name="mode">
/// Which way: <c>horizontal</c> (left and right are swapped), <c>vertical</c> or <c>horizontal_and_vertical</c> (the default). As in Keras, the
/// last one flips an image both ways or not at all.
/// </param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RandomFlipLayer horizontal), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// Half of the images that the convolution is trained on are mirror images.
/// </example>
/// <example>
/// <code>
/// New-RandomFlipLayer vertical -Seed 1
/// </code>
/// Flips from top to bottom, the same images in each run.
/// </example>
public sealed class RandomFlip(FlipMode mode = FlipMode.HorizontalAndVertical, int? seed = null) : ImageAugmentation(seed)
{
    /// <summary>Which way images are flipped.</summary>
    public FlipMode Mode { get; } = mode;

    internal override (double From, double To)[] Ranges => [(0, 1)];

    private long[] Axes => Mode switch
    {
        FlipMode.Horizontal => [2],
        FlipMode.Vertical => [1],
        _ => [1, 2],
    };

    internal override Tensor Transform(Tensor images, Tensor[] numbers) => where(numbers[0].le(0.5), images.flip(Axes), images);
}
