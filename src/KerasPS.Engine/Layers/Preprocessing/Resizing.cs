using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Resizes images, in training and otherwise. Input <c>(any height, any width, channels)</c>, output <c>(height, width, channels)</c>.</summary>
/// <param name="height">The height of the output.</param>
/// <param name="width">The width of the output.</param>
/// <param name="interpolation">
/// How values between pixels are interpolated: <c>bilinear</c> (the default), <c>nearest</c> or <c>bicubic</c>, as Keras's torch backend does.
/// </param>
/// <param name="cropToAspectRatio">Whether images keep their proportions by losing what is beyond the largest window with those of the output.</param>
/// <param name="padToAspectRatio">Whether images keep their proportions by borders on both sides; not together with the former.</param>
/// <param name="fillValue">The value of those borders; 0 by default.</param>
/// <param name="antialias">Whether making images smaller takes all pixels into account; without effect where the nearest is taken.</param>
/// <example>
/// <code>
/// New-SequentialModel (New-ResizingLayer 32 32), (New-Conv2DLayer 8 3) -InputShape 28, 28, 1 | Get-ModelSummary
/// </code>
/// Images of 28 by 28 pixels become 32 by 32.
/// </example>
/// <example>
/// <code>
/// New-ResizingLayer 64 64 -PadToAspectRatio -Interpolation nearest
/// </code>
/// Wide images get borders above and below, high ones at the sides.
/// </example>
public sealed class Resizing(
    int height,
    int width,
    Interpolation interpolation = Interpolation.Bilinear,
    bool cropToAspectRatio = false,
    bool padToAspectRatio = false,
    double fillValue = 0,
    bool antialias = false)
    : SpatialLayer(2)
{
    /// <summary>The height of the output.</summary>
    public int Height { get; } = Require.Positive(height, nameof(Resizing), nameof(height));

    /// <summary>The width of the output.</summary>
    public int Width { get; } = Require.Positive(width, nameof(Resizing), nameof(width));

    /// <summary>How values between pixels are interpolated.</summary>
    public Interpolation Interpolation { get; } = interpolation;

    /// <summary>Whether images keep their proportions by being cropped.</summary>
    public bool CropToAspectRatio { get; } = cropToAspectRatio;

    /// <summary>Whether images keep their proportions by borders.</summary>
    public bool PadToAspectRatio { get; } = !(padToAspectRatio && cropToAspectRatio)
        ? padToAspectRatio
        : throw KerasException.InvalidValue(nameof(Resizing), "crop_to_aspect_ratio and pad_to_aspect_ratio are both true; only one of them may be.");

    /// <summary>The value of borders.</summary>
    public double FillValue { get; } = fillValue;

    /// <summary>Whether making images smaller takes all pixels into account.</summary>
    public bool Antialias { get; } = antialias;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => Resize(input);

    /// <summary>The images in the layer's size.</summary>
    internal Tensor Resize(Tensor images) => ImageSize.Resize(InProportion(images), Height, Width, Interpolation, Antialias);

    private protected override long[] OutputSizes(long[] inputShape) => [Height, Width];

    private Tensor InProportion(Tensor images)
    {
        if (CropToAspectRatio)
            return ImageSize.CropToRatio(images, Height, Width);
        return PadToAspectRatio ? ImageSize.PadToRatio(images, Height, Width, FillValue) : images;
    }
}
