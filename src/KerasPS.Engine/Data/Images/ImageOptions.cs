using KerasPS.Layers;

namespace KerasPS.Data.Images;

/// <summary>How images are read: arguments of Keras's <c>image_dataset_from_directory</c>.</summary>
public sealed record ImageOptions
{
    /// <summary>Height and width, or one number for both; <c>[256, 256]</c> by default, as in Keras.</summary>
    public IReadOnlyList<int> ImageSize { get; init; } = [256, 256];

    /// <summary>The channels; <see cref="ColorMode.Rgb"/> by default.</summary>
    public ColorMode ColorMode { get; init; } = ColorMode.Rgb;

    /// <summary>The interpolation for resizing; <see cref="Interpolation.Bilinear"/> by default.</summary>
    public Interpolation Interpolation { get; init; } = Interpolation.Bilinear;

    /// <summary>Whether images are cropped to the aspect ratio of the size before they are resized.</summary>
    public bool CropToAspectRatio { get; init; }

    /// <summary>Whether images are padded with zeros to the aspect ratio of the size; not together with <see cref="CropToAspectRatio"/>.</summary>
    public bool PadToAspectRatio { get; init; }
}
