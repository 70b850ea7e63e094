namespace KerasPS.Data.Images;

/// <summary>The colors of JPEG images, in whole numbers with 16 bits after the point as libjpeg has them.</summary>
internal static class JpegColor
{
    private const int Half = 1 << 15;

    /// <summary>Makes red, green and blue of brightness and two differences of color.</summary>
    public static void FromDifferences(ReadOnlySpan<byte> y, ReadOnlySpan<byte> cb, ReadOnlySpan<byte> cr, Span<byte> pixels)
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

    /// <summary>Puts three colors side by side.</summary>
    public static void FromColors(ReadOnlySpan<byte> red, ReadOnlySpan<byte> green, ReadOnlySpan<byte> blue, Span<byte> pixels)
    {
        for (int i = 0; i < red.Length; i++)
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = (red[i], green[i], blue[i]);
    }

    /// <summary>Makes red, green and blue of printing colors, which files have inverted: 255 is no ink. The result is Pillow's.</summary>
    /// <param name="pixels">Three inks, side by side, inverted.</param>
    /// <param name="black">The black ink, inverted.</param>
    public static void TakeInk(Span<byte> pixels, ReadOnlySpan<byte> black)
    {
        for (int i = 0; i < pixels.Length; i++)
        {
            int most = black[i / 3];
            int product = ((byte.MaxValue - pixels[i]) * most) + 128;
            pixels[i] = Clamp(most - (((product >> 8) + product) >> 8));
        }
    }

    /// <summary>Turns each value around, as three of the four inks are before they become brightness and differences.</summary>
    public static void Invert(Span<byte> pixels)
    {
        for (int i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)~pixels[i];
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, byte.MaxValue);
}
