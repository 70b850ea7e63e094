namespace KerasPS.Data.Images;

/// <summary>Reads uncompressed BMP: 1, 4, 8, 24 or 32 bits a pixel, bottom-up or top-down.</summary>
internal sealed class BmpDecoder : IImageDecoder
{
    private const int FileHeader = 14;
    private const int CoreHeader = 12;
    private const int InfoHeader = 40;
    private const int BitFields = 3;

    public string Format => "BMP";

    public bool Recognizes(ReadOnlySpan<byte> file) => file.StartsWith("BM"u8);

    public DecodedImage Decode(byte[] file)
    {
        ImageBytes bytes = new(file, isBigEndian: false);
        bytes.Seek(FileHeader - sizeof(uint));
        uint pixelsAt = bytes.Read32();
        uint headerSize = bytes.Read32();
        bool isCore = headerSize == CoreHeader;
        if (!isCore && headerSize < InfoHeader)
            throw new InvalidDataException($"its header has {headerSize} bytes");
        int width = isCore ? bytes.Read16() : (int)bytes.Read32();
        int height = isCore ? bytes.Read16() : (int)bytes.Read32();
        bytes.Skip(sizeof(ushort));
        int depth = bytes.Read16();
        uint compression = isCore ? 0 : bytes.Read32();
        uint colors = 0;
        if (!isCore)
        {
            bytes.Skip(3 * sizeof(uint));
            colors = bytes.Read32();
            bytes.Skip(sizeof(uint));
        }

        bool hasAlpha = compression == BitFields && depth == 32 && HasBgraMasks(bytes, headerSize);
        if (compression != 0 && !hasAlpha)
            throw new InvalidDataException($"its compression method is {compression}; only uncompressed BMP is read");
        if (depth is not (1 or 4 or 8 or 24 or 32))
            throw new InvalidDataException($"it has {depth} bits per pixel; known are 1, 4, 8, 24 and 32");
        if (width <= 0 || height is 0 or int.MinValue)
            throw new InvalidDataException($"its size is {width} x {height} pixels");
        ReadOnlySpan<byte> palette = [];
        int entry = isCore ? 3 : 4;
        if (depth <= 8)
        {
            colors = colors == 0 ? 1u << depth : colors;
            if (colors > 1u << depth)
                throw new InvalidDataException($"its palette has {colors} colors");
            bytes.Seek(FileHeader + (long)headerSize);
            palette = bytes.Read(colors * entry);
        }

        bytes.Seek(pixelsAt);
        return Read(bytes, width, height, depth, hasAlpha ? 4 : 3, palette, entry);
    }

    /// <summary>Whether the masks are those of bytes in the usual order, with opacity as the last one.</summary>
    private static bool HasBgraMasks(ImageBytes bytes, uint headerSize) =>
        headerSize > InfoHeader + (3 * sizeof(uint)) && bytes.Read32() == 0xFF0000 && bytes.Read32() == 0xFF00 && bytes.Read32() == 0xFF && bytes.Read32() == 0xFF000000;

    private static DecodedImage Read(ImageBytes bytes, int width, int signedHeight, int depth, int channels, ReadOnlySpan<byte> palette, int entry)
    {
        int height = Math.Abs(signedHeight);
        long stride = (((long)width * depth) + 31) / 32 * 4;
        byte[] pixels = ImageBytes.Pixels(width, height, channels, stride * height <= bytes.Remaining ? decimal.MaxValue : 0);
        for (int i = 0; i < height; i++)
        {
            ReadOnlySpan<byte> row = bytes.Read(stride);
            int y = signedHeight < 0 ? i : height - 1 - i;
            for (int x = 0; x < width; x++)
            {
                Span<byte> pixel = pixels.AsSpan(((y * width) + x) * channels, channels);
                ReadOnlySpan<byte> color = depth <= 8 ? ColorOf(palette, entry, IndexAt(row, x, depth)) : row.Slice(x * depth / 8, depth / 8);
                (pixel[0], pixel[1], pixel[2]) = (color[2], color[1], color[0]);
                if (channels == 4)
                    pixel[3] = color[3];
            }
        }

        return new DecodedImage(width, height, channels, pixels);
    }

    private static int IndexAt(ReadOnlySpan<byte> row, int x, int depth) => (row[x * depth / 8] >> (8 - depth - (x * depth % 8))) & ((1 << depth) - 1);

    private static ReadOnlySpan<byte> ColorOf(ReadOnlySpan<byte> palette, int entry, int index) => (index + 1) * entry <= palette.Length
        ? palette.Slice(index * entry, entry)
        : throw new InvalidDataException($"a pixel has the color {index}, which the palette does not have");
}
