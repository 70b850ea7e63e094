using System.Buffers.Binary;
using System.IO.Compression;
using KerasPS.Files;

namespace KerasPS.EventFiles;

/// <summary>An image as a PNG file.</summary>
/// <param name="Width">The number of columns.</param>
/// <param name="Height">The number of rows.</param>
/// <param name="Content">The file.</param>
public sealed record PngImage(int Width, int Height, byte[] Content)
{
    private const byte BitDepth = 8;
    private const byte Grey = 0;
    private const byte Colour = 2;
    private const byte ColourWithAlpha = 6;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>An image of numbers from 0 (dark) to 1, as TensorFlow rounds them; those outside are cut off.</summary>
    /// <param name="width">The number of columns.</param>
    /// <param name="height">The number of rows.</param>
    /// <param name="channels">1 for grey, 3 for colours, 4 for colours with opacity.</param>
    /// <param name="values">Row by row, pixel by pixel.</param>
    internal static PngImage Of(int width, int height, int channels, IReadOnlyList<float> values)
    {
        byte colours = channels switch
        {
            1 => Grey,
            3 => Colour,
            _ => ColourWithAlpha,
        };
        using MemoryStream file = new();
        file.Write(Signature);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (BitDepth, colours);
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "IDAT"u8, Compressed(width * channels, height, values));
        WriteChunk(file, "IEND"u8, []);
        return new PngImage(width, height, file.ToArray());
    }

    private static byte[] Compressed(int rowLength, int height, IReadOnlyList<float> values)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Fastest))
        {
            byte[] row = new byte[rowLength + 1];
            for (int y = 0; y < height; y++)
            {
                for (int x = 0; x < rowLength; x++)
                    row[x + 1] = Level(values[(y * rowLength) + x]);
                zlib.Write(row);
            }
        }

        return compressed.ToArray();
    }

    private static byte Level(float value) => float.IsNaN(value) ? (byte)0 : (byte)Math.Clamp(value * 255.5f, 0, 255);

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] checkedPart = [.. type, .. content];
        file.Write(checkedPart);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc.Zip.Of(checkedPart));
        file.Write(number);
    }
}
