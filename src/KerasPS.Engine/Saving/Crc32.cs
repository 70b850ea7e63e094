using System.Buffers.Binary;

namespace KerasPS.Saving;

/// <summary>The checksum of zip archives.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Block = 1 << 16;

    /// <summary>What a byte does to the sum, and what it does when 1 to 7 more bytes follow it.</summary>
    private static readonly uint[][] Tables = MakeTables();

    public static uint Of(ReadOnlySpan<byte> bytes) => ~Add(uint.MaxValue, bytes);

    /// <summary>The checksum of the next bytes of a stream.</summary>
    /// <exception cref="EndOfStreamException">It has fewer.</exception>
    public static uint Of(Stream stream, long length)
    {
        byte[] buffer = new byte[(int)Math.Min(length, Block)];
        uint crc = uint.MaxValue;
        for (long left = length; left > 0; left -= buffer.Length)
        {
            Span<byte> next = buffer.AsSpan(0, (int)Math.Min(left, buffer.Length));
            stream.ReadExactly(next);
            crc = Add(crc, next);
        }

        return ~crc;
    }

    /// <summary>Eight bytes at a time, each through the table of how far it is from the end.</summary>
    private static uint Add(uint crc, ReadOnlySpan<byte> bytes)
    {
        uint[][] t = Tables;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            ulong next = BinaryPrimitives.ReadUInt64LittleEndian(bytes) ^ crc;
            crc = t[7][(byte)next] ^ t[6][(byte)(next >> 8)] ^ t[5][(byte)(next >> 16)] ^ t[4][(byte)(next >> 24)]
                ^ t[3][(byte)(next >> 32)] ^ t[2][(byte)(next >> 40)] ^ t[1][(byte)(next >> 48)] ^ t[0][(byte)(next >> 56)];
        }

        foreach (byte b in bytes)
            crc = t[0][(byte)(crc ^ b)] ^ (crc >> 8);
        return crc;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = new uint[sizeof(ulong)][];
        tables[0] = Enumerable.Range(0, 256).Select(Entry).ToArray();
        for (int i = 1; i < tables.Length; i++)
            tables[i] = Array.ConvertAll(tables[i - 1], entry => tables[0][(byte)entry] ^ (entry >> 8));
        return tables;
    }

    private static uint Entry(int index)
    {
        uint entry = (uint)index;
        for (int bit = 0; bit < 8; bit++)
            entry = (entry & 1) == 0 ? entry >> 1 : (entry >> 1) ^ Polynomial;
        return entry;
    }
}
