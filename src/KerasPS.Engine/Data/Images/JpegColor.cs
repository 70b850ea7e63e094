namespace KerasPS.Data.Images;

/// <summary>The colors of JPEG images, in fixed-point numbers with 16 fractional bits, as libjpeg has them.</summary>
internal static class JpegColor
{
    private const int Half = 1 << 15;

    /// <summary>Makes RGB of YCbCr.</summary>
    public static void FromYCbCr(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> pixels)
    {
        for (int i = 0; i < y.Length; i++)
        {
            int blue = cb[i] - 128;
            int red = cr[i] - 128;
            pixels[3 * i] = Clamp(y[i] + (((91881 * red) + Half) >> 16));
            pixels[(3 * i) + 1] = Clamp(y[i] + (((-22554 * blue) - (46802 * red) + Half) >> 16));
            pixels[(3 * i) + 2] = Clamp(y[i] + (((116130 * blue) + Half) >> 16));
        }
    }

    /// <summary>Interleaves the three planes of RGB.</summary>
    public static void FromRgb(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> pixels)
    {
        for (int i = 0; i < red.Length; i++)
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = (red[i], green[i], blue[i]);
    }

    /// <summary>Makes RGB of CMYK, which files have inverted: 255 is no ink. The result is Pillow's.</summary>
    /// <param name="pixels">Three inks, side by side, inverted.</param>
    /// <param name="black">The black ink, inverted.</param>
    public static void FromCmyk(Span<byte> pixels, ReadOnlySpan<byte> black)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            int most = black[i / 3];
            int product = ((byte.MaxValue - pixels[i]) * most) + 128;
            pixels[i] = Clamp(most - (((product >> 8) + product) >> 8));
        }
    }

    /// <summary>Inverts each value: the CMY of YCCK are not inverted as those of CMYK are.</summary>
    public static void Invert(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)~pixels[i];
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, byte.MaxValue);
}
