using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Crops the middle of images, in training and otherwise; of images that are smaller, it takes the largest window with the same proportions and
/// resizes it to the given size. Input <c>(any height, any width, channels)</c>, output <c>(height, width, channels)</c>.
/// </summary>
/// <param name="height">The height of the output.</param>
/// <param name="width">The width of the output.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-CenterCropLayer 24 24), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// Two pixels less on each side.
/// </example>
/// <example>
/// <code>
/// New-CenterCropLayer 24 16
/// </code>
/// Also crops the sides.
/// </example>
public sealed class CenterCrop(int height, int width) : SpatialLayer(2)
{
    /// <summary>The height of the output.</summary>
    public int Height { get; } = Require.Positive(height, nameof(CenterCrop), nameof(height));

    /// <summary>The width of the output.</summary>
    public int Width { get; } = Require.Positive(width, nameof(CenterCrop), nameof(width));

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        long above = (input.size(1) - Height) / 2;
        long beside = (input.size(2) - Width) / 2;
        return input.size(1) >= Height && input.size(2) >= Width
            ? input.narrow(1, above, Height).narrow(2, beside, Width)
            : ImageSize.Resize(ImageSize.CropToRatio(input, Height, Width), Height, Width, Interpolation.Bilinear);
    }

    private protected override long[] OutputSizes(long[] inputShape) => [Height, Width];
}
