using KerasPS.Layers;

namespace KerasPS.Data.Images;

/// <summary>What becomes of images when they are read: arguments of Keras's <c>image_dataset_from_directory</c>.</summary>
public sealed record ImageOptions
{
    /// <summary>Height and width, or one number for both; <c>[256, 256]</c> by default, as in Keras.</summary>
    public IReadOnlyList<int> ImageSize { get; init; } = [256, 256];

    /// <summary>The channels; <see cref="ColorMode.Rgb"/> by default.</summary>
    public ColorMode ColorMode { get; init; } = ColorMode.Rgb;

    /// <summary>How values between pixels are found; <see cref="Interpolation.Bilinear"/> by default.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>Whether images keep their proportions by losing what is beyond the largest window with those of the size.</summary>
    public bool CropToAspectRatio { get; init; }

    /// <summary>Whether images keep their proportions by borders of zeros; not together with the former.</summary>
    public bool PadToAspectRatio { get; init; }
}
