using KerasPS.Files;

namespace KerasPS.Tests.Files;

public class CrcTests
{
    private const uint ZipPolynomial = 0xEDB88320;
    private const uint CastagnoliPolynomial = 0x82F63B78;

    [Fact]
    public void The_check_values_are_those_of_the_standards()
    {
        Assert.Equal(0xCBF43926u, Crc.Zip.Of("123456789"u8));
        Assert.Equal(0xE3069283u, Crc.Castagnoli.Of("123456789"u8));
    }

    /// <summary>All lengths around those from which several bytes are taken at once, against one bit at a time.</summary>
    [Fact]
    public void Every_length_gives_the_remainder_of_the_polynomial()
    {
        byte[] bytes = Random(700);
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(Bitwise(bytes.AsSpan(0, length), ZipPolynomial), Crc.Zip.Of(bytes.AsSpan(0, length)));
            Assert.Equal(Bitwise(bytes.AsSpan(0, length), CastagnoliPolynomial), Crc.Castagnoli.Of(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void Two_parts_give_the_sum_of_the_whole_wherever_it_is_cut()
    {
        byte[] bytes = Random(300);
        foreach (Crc crc in new[] { Crc.Zip, Crc.Castagnoli })
        {
            uint whole = crc.Of(bytes);
            for (int cut = 0; cut <= bytes.Length; cut++)
            {
                Assert.Equal(whole, crc.Append(crc.Of(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
                Assert.Equal(whole, crc.Combine(crc.Of(bytes.AsSpan(0, cut)), crc.Of(bytes.AsSpan(cut)), bytes.Length - cut));
            }
        }
    }

    /// <summary>The sum of 2^40 zeros, by doubling, is that of two halves of them.</summary>
    [Fact]
    public void Long_parts_count_as_long()
    {
        uint sum = Crc.Zip.Of([0]);
        for (int power = 0; power < 40; power++)
            sum = Crc.Zip.Combine(sum, sum, 1L << power);
        uint byBytes = Crc.Zip.Of(new byte[1 << 10]);
        for (int power = 10; power < 40; power++)
            byBytes = Crc.Zip.Combine(byBytes, byBytes, 1L << power);
        Assert.Equal(byBytes, sum);
    }

    private static byte[] Random(int count)
    {
        byte[] bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static uint Bitwise(ReadOnlySpan<byte> bytes, uint polynomial)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ polynomial;
        }

        return ~crc;
    }
}
