using System.Buffers.Binary;

namespace KerasPS.Tests.Fuzz;

/// <summary>Damages bytes in the ways that readers of files trip over: sizes, offsets and counts at their limits, parts moved, doubled or missing.</summary>
internal sealed class ByteMutator(Random random)
{
    private static readonly long[] Limits =
        [0, 1, 2, 7, 8, 127, 128, 255, 256, 32767, 65535, 65536, int.MaxValue, uint.MaxValue, 1L << 40, 1L << 62, long.MaxValue, long.MinValue, -1, -2, -8];

    public byte[] Mutate(byte[] original, int most = 6)
    {
        byte[] bytes = [.. original];
        for (int left = random.Next(1, most + 1); left > 0 && bytes.Length > 0; left--)
            bytes = Once(bytes);
        return bytes;
    }

    private byte[] Once(byte[] bytes)
    {
        int at = random.Next(bytes.Length);
        switch (random.Next(12))
        {
            case 0 or 1 or 2:
                bytes[at] ^= (byte)(1 << random.Next(8));
                return bytes;
            case 3 or 4:
                bytes[at] = (byte)random.Next(256);
                return bytes;
            case 5:
                bytes[at] += (byte)(random.Next(2) == 0 ? 1 : 255);
                return bytes;
            case 6 or 7:
                return WithNumber(bytes, at, random.Next(3) == 0 ? bytes.Length - random.Next(40) : Limits[random.Next(Limits.Length)]);
            case 8:
                int place = Aligned(random.Next(bytes.Length));
                return place + sizeof(long) > bytes.Length ? bytes : WithNumber(bytes, at, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(place)));
            case 9:
                int count = Math.Min(random.Next(1, 64), bytes.Length - at);
                bytes.AsSpan(at, count).ToArray().CopyTo(bytes, random.Next(bytes.Length - count + 1));
                return bytes;
            case 10:
                int end = Math.Min(bytes.Length, at + random.Next(1, 32));
                return random.Next(2) == 0 ? [.. bytes[..at], .. bytes[end..]] : [.. bytes[..end], .. bytes[at..]];
            default:
                return random.Next(4) == 0 ? bytes[..at] : bytes;
        }
    }

    /// <summary>Numbers stand mostly at multiples of 8.</summary>
    private byte[] WithNumber(byte[] bytes, int at, long number)
    {
        at = random.Next(4) == 0 ? at : Aligned(at);
        int size = 1 << random.Next(1, 4);
        Span<byte> little = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(little, number);
        little[..Math.Min(size, bytes.Length - at)].CopyTo(bytes.AsSpan(at));
        return bytes;
    }

    private static int Aligned(int at) => at & ~7;
}
