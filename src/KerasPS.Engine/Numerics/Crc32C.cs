using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KerasPS.Numerics;

/// <summary>
/// CRC-32C, which processors compute as fast as they read memory: it is there to find damage, not to prove who wrote a file. In what pieces bytes
/// are added does not matter.
/// </summary>
internal sealed class Crc32C
{
    private uint sum = uint.MaxValue;

    /// <summary>The sum of all that was added, 8 hexadecimal digits.</summary>
    public string Value => (~sum).ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Adds bytes.</summary>
    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint crc = sum;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            crc = BitOperations.Crc32C(crc, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
            crc = BitOperations.Crc32C(crc, rest);
        sum = crc;
    }
}
