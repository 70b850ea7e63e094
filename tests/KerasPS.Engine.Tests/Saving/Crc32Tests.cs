using KerasPS.Saving;

namespace KerasPS.Tests.Saving;

public class Crc32Tests
{
    [Fact]
    public void The_check_value_is_that_of_the_standard() => Assert.Equal(0xCBF43926u, Crc32.Of("123456789"u8));

    /// <summary>All lengths around those from which several bytes are taken at once, against one bit at a time.</summary>
    [Fact]
    public void Every_length_gives_the_remainder_of_the_polynomial()
    {
        byte[] bytes = new byte[700];
        new Random(1).NextBytes(bytes);
        for (int length = 0; length <= bytes.Length; length++)
        {
            Assert.Equal(Bitwise(bytes.AsSpan(0, length)), Crc32.Of(bytes.AsSpan(0, length)));
            Assert.Equal(Bitwise(bytes.AsSpan(0, length)), Crc32.Of(new MemoryStream(bytes), length));
        }
    }

    [Fact]
    public void Streams_are_read_in_pieces()
    {
        byte[] bytes = new byte[300_001];
        new Random(2).NextBytes(bytes);
        Assert.Equal(Bitwise(bytes), Crc32.Of(new MemoryStream(bytes), bytes.Length));
        Assert.Throws<EndOfStreamException>(() => Crc32.Of(new MemoryStream(bytes), bytes.Length + 1));
    }

    private static uint Bitwise(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 0 ? crc >> 1 : (crc >> 1) ^ 0xEDB88320;
        }

        return ~crc;
    }
}
