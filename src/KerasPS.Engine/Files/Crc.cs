namespace KerasPS.Files;

/// <summary>A cyclic redundancy check of 32 bits, least significant bit first: it is there to find damage, not to prove who wrote a file.</summary>
/// <param name="polynomial">The polynomial without its highest power.</param>
internal abstract class Crc(uint polynomial)
{
    private const uint One = 1u << 31;

    /// <summary>x to the powers 1, 2, 4, 8 and so on, modulo the polynomial.</summary>
    private readonly uint[] powers = PowersOfX(polynomial);

    /// <summary>The check of zip archives and of PNG images.</summary>
    public static Crc Zip { get; } = new Crc32();

    /// <summary>CRC-32C, which processors have an instruction for.</summary>
    public static Crc Castagnoli { get; } = new Crc32C();

    /// <summary>The checksum of some bytes; of none it is 0.</summary>
    public uint Of(ReadOnlySpan<byte> bytes) => Append(0, bytes);

    /// <summary>The checksum of some bytes, whose checksum is known, and more after them.</summary>
    public uint Append(uint sum, ReadOnlySpan<byte> bytes) => ~Add(~sum, bytes);

    /// <summary>The checksum of bytes in two parts, of each of which the checksum is known.</summary>
    /// <param name="first">The checksum of the first part.</param>
    /// <param name="second">The checksum of the second part.</param>
    /// <param name="length">The number of bytes in the second part.</param>
    /// <remarks>The first sum is multiplied by x to the power of as many bits as follow.</remarks>
    public uint Combine(uint first, uint second, long length)
    {
        int power = 3;
        for (long rest = length; rest > 0; rest >>= 1, power++)
        {
            if ((rest & 1) != 0)
                first = Multiply(first, powers[power], polynomial);
        }

        return first ^ second;
    }

    /// <summary>What the register becomes by bytes.</summary>
    protected abstract uint Add(uint register, ReadOnlySpan<byte> bytes);

    /// <summary>Of polynomials modulo the polynomial, whose highest bit is the constant.</summary>
    private static uint Multiply(uint a, uint b, uint polynomial)
    {
        uint product = 0;
        for (uint bit = One; bit != 0; bit >>= 1)
        {
            if ((a & bit) != 0)
                product ^= b;
            b = (b & 1) == 0 ? b >> 1 : (b >> 1) ^ polynomial;
        }

        return product;
    }

    private static uint[] PowersOfX(uint polynomial)
    {
        uint[] powers = new uint[3 + (8 * sizeof(long))];
        powers[0] = One >> 1;
        for (int i = 1; i < powers.Length; i++)
            powers[i] = Multiply(powers[i - 1], powers[i - 1], polynomial);
        return powers;
    }
}
