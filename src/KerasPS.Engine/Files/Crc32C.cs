using System.Numerics;
using System.Runtime.InteropServices;

namespace KerasPS.Files;

/// <summary>CRC-32C, by the processor's instruction.</summary>
internal sealed class Crc32C() : Crc(0x82F63B78)
{
    protected override uint Add(uint register, ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            register = BitOperations.Crc32C(register, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
            register = BitOperations.Crc32C(register, rest);
        return register;
    }
}
