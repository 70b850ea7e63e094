using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace KerasPS.Files;

/// <summary>The check of zip archives, by multiplication without carries where the processor has that.</summary>
internal sealed class Crc32() : Crc(Polynomial)
{
    private const uint Polynomial = 0xEDB88320;
    private const int Folded = 64;

    /// <summary>What a byte does to the sum, and what it does when 1 to 7 more bytes follow it.</summary>
    private static readonly uint[][] Tables = MakeTables();

    protected override uint Add(uint register, ReadOnlySpan<byte> bytes)
    {
        if (Pclmulqdq.IsSupported && bytes.Length >= 2 * Folded)
        {
            int whole = bytes.Length / Folded * Folded;
            register = Fold(register, MemoryMarshal.Cast<byte, Vector128<ulong>>(bytes[..whole]));
            bytes = bytes[whole..];
        }

        return AddByTable(register, bytes);
    }

    /// <summary>
    /// Four vectors at a time: what comes before is multiplied, without carries, by the powers of x that bring it over what comes next, modulo the
    /// polynomial (Gopal et al. 2009, "Fast CRC computation for generic polynomials using PCLMULQDQ"). What is left at the end has the same remainder as all.
    /// </summary>
    private static uint Fold(uint crc, ReadOnlySpan<Vector128<ulong>> vectors)
    {
        Vector128<ulong> overFour = Vector128.Create(0x0154442bd4UL, 0x01c6e41596UL);
        Vector128<ulong> overOne = Vector128.Create(0x01751997d0UL, 0x00ccaa009eUL);
        Vector128<ulong> a = vectors[0] ^ Vector128.CreateScalar((ulong)crc);
        (Vector128<ulong> b, Vector128<ulong> c, Vector128<ulong> d) = (vectors[1], vectors[2], vectors[3]);
        for (vectors = vectors[4..]; !vectors.IsEmpty; vectors = vectors[4..])
        {
            a = Over(a, overFour) ^ vectors[0];
            b = Over(b, overFour) ^ vectors[1];
            c = Over(c, overFour) ^ vectors[2];
            d = Over(d, overFour) ^ vectors[3];
        }

        Vector128<ulong> rest = Over(Over(Over(a, overOne) ^ b, overOne) ^ c, overOne) ^ d;
        return AddByTable(0, MemoryMarshal.AsBytes(new ReadOnlySpan<Vector128<ulong>>(in rest)));
    }

    private static Vector128<ulong> Over(Vector128<ulong> value, Vector128<ulong> powers) =>
        Pclmulqdq.CarrylessMultiply(value, powers, 0x00) ^ Pclmulqdq.CarrylessMultiply(value, powers, 0x11);

    /// <summary>Eight bytes at a time, each through the table of how far it is from the end.</summary>
    private static uint AddByTable(uint crc, ReadOnlySpan<byte> bytes)
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
