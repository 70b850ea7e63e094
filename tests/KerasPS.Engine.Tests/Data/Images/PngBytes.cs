using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using KerasPS.Files;

namespace KerasPS.Tests.Data.Images;

/// <summary>Writes PNG files for the tests of their reader.</summary>
internal static class PngBytes
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', (byte)'\r', (byte)'\n', 0x1A, (byte)'\n'];

    /// <summary>An image of rows that each begin with their filter.</summary>
    public static byte[] Create(int width, int height, byte depth, byte type, byte[] rows, params (string Type, byte[] Content)[] before) =>
        Of([("IHDR", Header(width, height, depth, type)), .. before, ("IDAT", Compress(rows)), ("IEND", [])]);

    public static byte[] Of(params (string Type, byte[] Content)[] parts)
    {
        List<byte> file = [.. Signature];
        foreach ((string type, byte[] content) in parts)
        {
            byte[] summed = [.. Encoding.Latin1.GetBytes(type), .. content];
            file.AddRange(BigEndian((uint)content.Length));
            file.AddRange(summed);
            file.AddRange(BigEndian(Crc.Zip.Of(summed)));
        }

        return [.. file];
    }

    public static byte[] Header(int width, int height, byte depth, byte type) => [.. BigEndian((uint)width), .. BigEndian((uint)height), depth, type, 0, 0, 0];

    public static byte[] Compress(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (ZLibStream zlib = new(compressed, CompressionLevel.Optimal))
            zlib.Write(bytes);
        return compressed.ToArray();
    }

    private static byte[] BigEndian(uint number)
    {
        byte[] bytes = new byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return bytes;
    }
}
