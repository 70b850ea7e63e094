namespace KerasPS.Data.Images;

/// <summary>The channels of images, as Keras's <c>color_mode</c>.</summary>
public enum ColorMode
{
    /// <summary>Red, green and blue; transparency is left out.</summary>
    Rgb,

    /// <summary>One channel: the brightness.</summary>
    Grayscale,

    /// <summary>Red, green, blue and opacity.</summary>
    Rgba,
}
