namespace KerasPS.Data.Images;

/// <summary>What a PNG file says about its pixels.</summary>
internal sealed class PngHeader
{
    private const int Gray = 0;
    private const int Color = 2;
    private const int Indexed = 3;
    private const int GrayAlpha = 4;
    private const int ColorAlpha = 6;

    private readonly int colorType;
    private readonly int bitDepth;
    private byte[]? palette;

    /// <summary>The opacity of each color of the palette, or the samples, of two bytes each, of the one color that is transparent.</summary>
    private byte[]? transparency;

    private PngHeader(int width, int height, int bitDepth, int colorType, bool isInterlaced)
    {
        (Width, Height, this.bitDepth, this.colorType, IsInterlaced) = (width, height, bitDepth, colorType, isInterlaced);
        bool isKnown = colorType switch
        {
            Gray => bitDepth is 1 or 2 or 4 or 8 or 16,
            Indexed => bitDepth is 1 or 2 or 4 or 8,
            Color or GrayAlpha or ColorAlpha => bitDepth is 8 or 16,
            _ => false,
        };
        if (!isKnown)
            throw new InvalidDataException($"its color type {colorType} with bit depth {bitDepth} is not valid");
    }

    public int Width { get; }

    public int Height { get; }

    public bool IsInterlaced { get; }

    public int BitsPerPixel => Samples * bitDepth;

    /// <summary>The channels of the image, of which opacity is one where a color is transparent.</summary>
    public int Channels => (colorType is Gray or GrayAlpha ? 1 : 3) + (colorType is GrayAlpha or ColorAlpha || transparency is not null ? 1 : 0);

    private int Samples => colorType switch
    {
        Gray or Indexed => 1,
        GrayAlpha => 2,
        Color => 3,
        _ => 4,
    };

    public static PngHeader Read(ReadOnlySpan<byte> content)
    {
        ImageBytes bytes = new(content.ToArray(), isBigEndian: true);
        if (bytes.Remaining != 13)
            throw new InvalidDataException($"its IHDR chunk has {bytes.Remaining} bytes instead of 13");
        (uint width, uint height) = (bytes.Read32(), bytes.Read32());
        if (width is 0 or > int.MaxValue || height is 0 or > int.MaxValue)
            throw new InvalidDataException($"its size is {width} x {height} pixels");
        (byte bitDepth, byte colorType, byte compression, byte filter, byte interlace) = (bytes.Read8(), bytes.Read8(), bytes.Read8(), bytes.Read8(), bytes.Read8());
        if (compression != 0 || filter != 0 || interlace > 1)
            throw new InvalidDataException($"its compression method {compression}, filter method {filter} or interlace method {interlace} is unknown");
        return new PngHeader((int)width, (int)height, bitDepth, colorType, interlace == 1);
    }

    public void ReadPalette(ReadOnlySpan<byte> content)
    {
        if (palette is not null || content.Length % 3 != 0 || content.Length is 0 or > 3 * 256)
            throw new InvalidDataException($"its palette has {content.Length} bytes");
        palette = content.ToArray();
    }

    public void ReadTransparency(ReadOnlySpan<byte> content)
    {
        bool isRight = colorType switch
        {
            Gray => content.Length == 2,
            Color => content.Length == 6,
            Indexed => palette is not null && content.Length <= palette.Length / 3,
            _ => false,
        };
        if (!isRight || transparency is not null)
            throw new InvalidDataException($"its tRNS chunk has {content.Length} bytes");
        transparency = content.ToArray();
    }

    /// <summary>Turns the samples of a row into pixels.</summary>
    /// <param name="row">The row's bytes.</param>
    /// <param name="width">The number of its pixels.</param>
    /// <param name="pixels">Where the first pixel belongs.</param>
    /// <param name="step">How far it is to the next.</param>
    public void Expand(ReadOnlySpan<byte> row, int width, Span<byte> pixels, int step)
    {
        for (int i = 0; i < width; i++)
        {
            Span<byte> pixel = pixels[(i * step)..];
            if (colorType == Indexed)
                ExpandIndexed(SampleAt(row, i), pixel);
            else
                ExpandSamples(row, i * Samples, pixel);
        }
    }

    private void ExpandIndexed(int index, Span<byte> pixel)
    {
        if (palette is null || index >= palette.Length / 3)
            throw new InvalidDataException($"a pixel has the color {index}, which the palette does not have");
        palette.AsSpan(3 * index, 3).CopyTo(pixel);
        if (transparency is not null)
            pixel[3] = index < transparency.Length ? transparency[index] : byte.MaxValue;
    }

    private void ExpandSamples(ReadOnlySpan<byte> row, int first, Span<byte> pixel)
    {
        bool isTransparent = transparency is not null;
        for (int i = 0; i < Samples; i++)
        {
            int sample = SampleAt(row, first + i);
            if (transparency is not null)
                isTransparent &= sample == (((transparency[2 * i] << 8) | transparency[(2 * i) + 1]) & ((1 << bitDepth) - 1));
            pixel[i] = (byte)(bitDepth == 16 ? sample >> 8 : sample * (byte.MaxValue / ((1 << bitDepth) - 1)));
        }

        if (transparency is not null)
            pixel[Samples] = isTransparent ? (byte)0 : byte.MaxValue;
    }

    private int SampleAt(ReadOnlySpan<byte> row, int index) => bitDepth switch
    {
        8 => row[index],
        16 => (row[2 * index] << 8) | row[(2 * index) + 1],
        _ => (row[index * bitDepth / 8] >> (8 - bitDepth - (index * bitDepth % 8))) & ((1 << bitDepth) - 1),
    };
}
