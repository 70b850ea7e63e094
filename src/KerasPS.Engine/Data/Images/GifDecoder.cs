namespace KerasPS.Data.Images;

/// <summary>Reads the first image of GIF, 87a and 89a. What of the logical screen it leaves free is transparent or, where nothing is, of the first color.</summary>
internal sealed class GifDecoder : IImageDecoder
{
    private const byte Extension = 0x21;
    private const byte ImageDescriptor = 0x2C;
    private const byte GraphicControl = 0xF9;
    private const int HasColorTable = 0x80;
    private const int IsInterlaced = 0x40;

    /// <summary>A code of at least 3 bits stands for at most 4096 pixels.</summary>
    private const int MaxPixelsPerByte = 8 * GifLzw.MaxCodes / 3;

    public string Format => "GIF";

    public bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("GIF87a"u8) || file.StartsWith("GIF89a"u8);

    public DecodedImage Decode(byte[] file)
    {
        ImageBytes bytes = new(file, isBigEndian: false);
        bytes.Skip(6);
        (int width, int height) = (bytes.Read16(), bytes.Read16());
        int flags = bytes.Read8();
        bytes.Skip(2);
        byte[]? colorTable = ReadColorTable(bytes, flags);
        int? transparent = null;
        while (true)
        {
            byte block = bytes.Read8();
            if (block == ImageDescriptor)
                return ReadImage(bytes, width, height, colorTable, transparent);
            if (block != Extension)
                throw new InvalidDataException(block == ';' ? "it has no image" : $"it has an unknown block ({block:X2})");
            bool isGraphicControl = bytes.Read8() == GraphicControl;
            byte[] content = ReadSubBlocks(bytes);
            if (isGraphicControl && content.Length == 4)
                transparent = (content[0] & 1) != 0 ? content[3] : null;
        }
    }

    private static DecodedImage ReadImage(ImageBytes bytes, int screenWidth, int screenHeight, byte[]? colorTable, int? transparent)
    {
        (int left, int top, int width, int height) = (bytes.Read16(), bytes.Read16(), bytes.Read16(), bytes.Read16());
        int flags = bytes.Read8();
        colorTable = ReadColorTable(bytes, flags) ?? colorTable ?? throw new InvalidDataException("it has no color table");
        if (left + width > screenWidth || top + height > screenHeight)
            throw new InvalidDataException($"its image of {width} x {height} pixels at ({left}, {top}) is larger than its logical screen of {screenWidth} x {screenHeight}");
        byte bits = bytes.Read8();
        byte[] data = ReadSubBlocks(bytes);
        decimal most = (decimal)data.Length * MaxPixelsPerByte;
        byte[] indices = ImageBytes.Pixels(width, height, 1, most);
        GifLzw.Decode(data, bits, indices);
        int channels = transparent is null ? 3 : 4;
        byte[] pixels = ImageBytes.Pixels(screenWidth, screenHeight, channels, most);
        if (width != screenWidth || height != screenHeight)
            Fill(pixels, channels, colorTable, transparent);
        int[] rows = (flags & IsInterlaced) == 0 ? Enumerable.Range(0, height).ToArray() : InterlacedRows(height);
        for (int i = 0; i < height; i++)
        {
            for (int x = 0; x < width; x++)
                Take(pixels.AsSpan((((top + rows[i]) * screenWidth) + left + x) * channels, channels), colorTable, indices[(i * width) + x], transparent);
        }

        return new DecodedImage(screenWidth, screenHeight, channels, pixels);
    }

    private static void Fill(byte[] pixels, int channels, byte[] colorTable, int? transparent)
    {
        for (int at = 0; at < pixels.Length; at += channels)
            Take(pixels.AsSpan(at, channels), colorTable, transparent ?? 0, transparent);
    }

    private static void Take(Span<byte> pixel, byte[] colorTable, int index, int? transparent)
    {
        if (3 * index < colorTable.Length)
            colorTable.AsSpan(3 * index, 3).CopyTo(pixel);
        else if (index != transparent)
            throw new InvalidDataException($"a pixel has the color {index}, which the color table does not have");
        if (pixel.Length == 4)
            pixel[3] = index == transparent ? (byte)0 : byte.MaxValue;
    }

    private static int[] InterlacedRows(int height) =>
        new[] { (0, 8), (4, 8), (2, 4), (1, 2) }.SelectMany(pass => Enumerable.Range(0, height).Where(y => y >= pass.Item1 && (y - pass.Item1) % pass.Item2 == 0)).ToArray();

    private static byte[]? ReadColorTable(ImageBytes bytes, int flags) => (flags & HasColorTable) == 0 ? null : bytes.Read(3 << ((flags & 7) + 1)).ToArray();

    private static byte[] ReadSubBlocks(ImageBytes bytes)
    {
        using MemoryStream content = new();
        for (int size = bytes.Read8(); size > 0; size = bytes.Read8())
            content.Write(bytes.Read(size));
        return content.ToArray();
    }
}
