using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// In training, crops images at a random position, the same for all images of a batch. Otherwise it takes the largest window in the
/// middle with the same proportions, in the given size. Input <c>(any height, any width, channels)</c>, output <c>(height, width, channels)</c>.
/// </summary>
/// <remarks>Images that are not larger in both directions are cut in the middle in training, and resized to the given size.</remarks>
/// <param name="height">The height of the output.</param>
/// <param name="width">The width of the output.</param>
/// <param name="seed">The seed of the layer's own stream of random numbers; null (the default) takes them from the training's.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-RandomCropLayer 24 24), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// Each batch is one of 25 windows of its images.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-ZeroPadding2DLayer 2), (New-RandomCropLayer 28 28) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// With borders before it, shifts the images of each batch by up to two pixels.
/// </example>
public sealed class RandomCrop(int height, int width, int? seed = null) : NoiseLayer(seed)
{
    /// <summary>The height of the output.</summary>
    public int Height { get; } = Require.Positive(height, nameof(RandomCrop), nameof(height));

    /// <summary>The width of the output.</summary>
    public int Width { get; } = Require.Positive(width, nameof(RandomCrop), nameof(width));

    /// <inheritdoc/>
    public override bool SupportsMasking => false;

    private protected override bool IsActive => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length == 3 ? [Height, Width, inputShape[2]] : throw WrongShape(inputShape, Spatial.Format(2));

    /// <inheritdoc/>
    protected override Tensor Perturb(Tensor input, Generator generator)
    {
        long height = input.size(1);
        long width = input.size(2);
        if (height > Height && width > Width)
        {
            Tensor rows = DrawWindow(height, Height);
            return input.index_select(1, rows).index_select(2, DrawWindow(width, Width));
        }

        (long windowHeight, long windowWidth) = ImageSize.LargestWindow(height, width, Height, Width);
        long top = (height - windowHeight) / 2;
        long left = (width - windowWidth) / 2;
        Tensor window = input.narrow(1, top, Math.Min(Height, height - top)).narrow(2, left, Math.Min(Width, width - left));
        return InSize(window);

        // Rounding may bring the random number up to its limit.
        Tensor DrawWindow(long size, long wanted)
        {
            Tensor start = empty([1], ScalarType.Float32, input.device).uniform_(0, size - wanted + 1, generator).floor().clamp(0, size - wanted);
            return start.to_type(ScalarType.Int64) + arange(0, wanted, 1, ScalarType.Int64, input.device);
        }
    }

    private protected override Tensor CallInference(Tensor input) => InSize(ImageSize.CropToRatio(input, Height, Width));

    private Tensor InSize(Tensor images) => images.size(1) == Height && images.size(2) == Width
        ? images
        : ImageSize.Resize(images, Height, Width, Interpolation.Bilinear);
}
