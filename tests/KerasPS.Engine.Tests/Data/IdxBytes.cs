using System.Buffers.Binary;
using System.IO.Compression;

namespace KerasPS.Tests.Data;

/// <summary>Writes IDX files for the tests of their reader.</summary>
internal static class IdxBytes
{
    public static byte[] Create(byte type, uint[] shape, params byte[] elements)
    {
        byte[] header = new byte[4 + (4 * shape.Length)];
        header[2] = type;
        header[3] = (byte)shape.Length;
        for (int i = 0; i < shape.Length; i++)
            BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4 + (4 * i)), shape[i]);
        return [.. header, .. elements];
    }

    public static byte[] Compress(byte[] bytes)
    {
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Optimal))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
