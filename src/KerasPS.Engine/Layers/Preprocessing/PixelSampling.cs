namespace KerasPS.Layers;

/// <summary>How the value at a position between pixels is interpolated.</summary>
public enum PixelSampling
{
    /// <summary>From the 4 nearest pixels, linear in each direction.</summary>
    Bilinear,

    /// <summary>That of the nearest pixel; halfway between two, the one with the even index.</summary>
    Nearest,
}
