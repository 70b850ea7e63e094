namespace KerasPS.Data.Images;

/// <summary>A decoded image.</summary>
/// <param name="Width">The width.</param>
/// <param name="Height">The height.</param>
/// <param name="Channels">1: brightness; 2: brightness and opacity; 3: red, green, blue; 4: these and opacity.</param>
/// <param name="Pixels">The values, row by row, the channels of a pixel side by side.</param>
internal sealed record DecodedImage(int Width, int Height, int Channels, byte[] Pixels)
{
    /// <summary>The values in other channels, as Pillow converts them, which Keras reads images with. Transparency is left out, not blended.</summary>
    public byte[] As(ColorMode mode)
    {
        int channels = ChannelsOf(mode);
        if (channels == Channels)
            return Pixels;
        byte[] pixels = new byte[Width * Height * channels];
        for (int from = 0, to = 0; to < pixels.Length; from += Channels, to += channels)
        {
            if (mode == ColorMode.Grayscale)
            {
                pixels[to] = Channels < 3 ? Pixels[from] : Luma(Pixels[from], Pixels[from + 1], Pixels[from + 2]);
                continue;
            }

            bool isGray = Channels < 3;
            pixels[to] = Pixels[from];
            pixels[to + 1] = Pixels[isGray ? from : from + 1];
            pixels[to + 2] = Pixels[isGray ? from : from + 2];
            if (channels == 4)
                pixels[to + 3] = Channels == 2 ? Pixels[from + 1] : byte.MaxValue;
        }

        return pixels;
    }

    /// <summary>The number of channels of a mode.</summary>
    public static int ChannelsOf(ColorMode mode) => mode switch
    {
        ColorMode.Grayscale => 1,
        ColorMode.Rgb => 3,
        _ => 4,
    };

    /// <summary>ITU-R BT.601's luma, in 16 bits after the point.</summary>
    private static byte Luma(byte red, byte green, byte blue) => (byte)(((red * 19595) + (green * 38470) + (blue * 7471) + 0x8000) >> 16);
}
