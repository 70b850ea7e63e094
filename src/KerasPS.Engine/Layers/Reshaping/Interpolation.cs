namespace KerasPS.Layers;

/// <summary>How values between pixels are interpolated.</summary>
public enum Interpolation
{
    /// <summary>The value of the nearest pixel: pixels are repeated.</summary>
    Nearest,

    /// <summary>From the 4 nearest pixels, linear in each direction; centres of pixels lie at halves.</summary>
    Bilinear,

    /// <summary>From the 16 nearest pixels by cubic convolution with a = -0.75, as Keras's torch backend does.</summary>
    Bicubic,
}
