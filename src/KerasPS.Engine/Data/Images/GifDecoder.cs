namespace KerasPS.Data.Images;

/// <summary>Reads the first picture of GIF, 87a and 89a. What of the canvas it leaves free is transparent or, where nothing is, of the first color.</summary>
internal sealed class GifDecoder : IImageDecoder
{
    private const byte Extension = 0x21;
    private const byte ImageStart = 0x2C;
    private const byte Control = 0xF9;
    private const int HasPalette = 0x80;
    private const int IsInterlaced = 0x40;

    /// <summary>A code of at least 3 bits stands for at most 4096 pixels.</summary>
    private const int MostPixelsPerByte = 8 * GifCodes.Most / 3;

    public string Format => "GIF";

    public bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8);

    public Picture Decode(byte[] file)
    {
        ImageBytes bytes = new(file, isBigEndian: false);
        bytes.Skip(6);
        (int width, int height) = (bytes.Read16(), bytes.Read16());
        int flags = bytes.Read8();
        bytes.Skip(2);
        byte[]? palette = ReadPalette(bytes, flags);
        int? transparent = null;
        while (true)
        {
            byte block = bytes.Read8();
            if (block == ImageStart)
                return ReadImage(bytes, width, height, palette, transparent);
            if (block != Extension)
                throw new InvalidDataException(block == ';' ? "it has no picture" : $"it has an unknown part ({block:X2})");
            bool isControl = bytes.Read8() == Control;
            byte[] content = ReadBlocks(bytes);
            if (isControl && content.Length == 4)
                transparent = (content[0] & 1) != 0 ? content[3] : null;
        }
    }

    private static Picture ReadImage(ImageBytes bytes, int canvasWidth, int canvasHeight, byte[]? palette, int? transparent)
    {
        (int left, int top, int width, int height) = (bytes.Read16(), bytes.Read16(), bytes.Read16(), bytes.Read16());
        int flags = bytes.Read8();
        palette = ReadPalette(bytes, flags) ?? palette ?? throw new InvalidDataException("it has no palette");
        if (left + width > canvasWidth || top + height > canvasHeight)
            throw new InvalidDataException($"its picture of {width} x {height} pixels at ({left}, {top}) is larger than its canvas of {canvasWidth} x {canvasHeight}");
        byte bits = bytes.Read8();
        byte[] data = ReadBlocks(bytes);
        decimal most = (decimal)data.Length * MostPixelsPerByte;
        byte[] indices = ImageBytes.Pixels(width, height, 1, most);
        GifCodes.Read(data, bits, indices);
        int channels = transparent is null ? 3 : 4;
        byte[] pixels = ImageBytes.Pixels(canvasWidth, canvasHeight, channels, most);
        if (width != canvasWidth || height != canvasHeight)
            Fill(pixels, channels, palette, transparent);
        int[] rows = (flags & IsInterlaced) == 0 ? Enumerable.Range(0, height).ToArray() : InterlacedRows(height);
        for (int i = 0; i < height; i++)
        {
            for (int x = 0; x < width; x++)
                Take(pixels.AsSpan((((top + rows[i]) * canvasWidth) + left + x) * channels, channels), palette, indices[(i * width) + x], transparent);
        }

        return new Picture(canvasWidth, canvasHeight, channels, pixels);
    }

    private static void Fill(byte[] pixels, int channels, byte[] palette, int? transparent)
    {
        for (int at = 0; at < pixels.Length; at += channels)
            Take(pixels.AsSpan(at, channels), palette, transparent ?? 0, transparent);
    }

    private static void Take(Span<byte> pixel, byte[] palette, int index, int? transparent)
    {
        if (3 * index < palette.Length)
            palette.AsSpan(3 * index, 3).CopyTo(pixel);
        else if (index != transparent)
            throw new InvalidDataException($"a pixel has the color {index}, which the palette does not have");
        if (pixel.Length == 4)
            pixel[3] = index == transparent ? (byte)0 : byte.MaxValue;
    }

    private static int[] InterlacedRows(int height) =>
        new[] { (0, 8), (4, 8), (2, 4), (1, 2) }.SelectMany(pass => Enumerable.Range(0, height).Where(y => y >= pass.Item1 && (y - pass.Item1) % pass.Item2 == 0)).ToArray();

    private static byte[]? ReadPalette(ImageBytes bytes, int flags) => (flags & HasPalette) == 0 ? null : bytes.Read(3 << ((flags & 7) + 1)).ToArray();

    private static byte[] ReadBlocks(ImageBytes bytes)
    {
        using MemoryStream content = new();
        for (int size = bytes.Read8(); size > 0; size = bytes.Read8())
            content.Write(bytes.Read(size));
        return content.ToArray();
    }
}
