namespace KerasPS.Tests.Data;

public sealed class IdxFileTests : FolderTest
{
    private static readonly byte[] Small = IdxBytes.Create(0x08, [2, 3], 0, 1, 2, 253, 254, 255);

    private IdxArray Read(byte[] bytes) => IdxFile.Read(Folder.Write("some-idx", bytes));

    [Theory]
    [InlineData(0x08, new byte[] { 255, 1 }, 255f, 1f)]
    [InlineData(0x09, new byte[] { 255, 127 }, -1f, 127f)]
    [InlineData(0x0B, new byte[] { 1, 2, 0xFF, 0xFE }, 258f, -2f)]
    [InlineData(0x0C, new byte[] { 0, 1, 0, 0, 0xFF, 0xFF, 0xFF, 0xFD }, 65536f, -3f)]
    [InlineData(0x0D, new byte[] { 0x3F, 0xC0, 0, 0, 0xC0, 0, 0, 0 }, 1.5f, -2f)]
    [InlineData(0x0E, new byte[] { 0x3F, 0xF8, 0, 0, 0, 0, 0, 0, 0xC0, 0, 0, 0, 0, 0, 0, 0 }, 1.5f, -2f)]
    public void Every_type_is_read_big_endian(byte type, byte[] elements, float first, float second)
    {
        IdxArray array = Read(IdxBytes.Create(type, [2], elements));
        Assert.Equal((IdxElementType)type, array.ElementType);
        Assert.Equal([2], array.Shape);
        Assert.Equal([first, second], array.Values);
    }

    [Fact]
    public void Plain_and_compressed_files_are_told_by_content()
    {
        IdxArray plain = Read(Small);
        Assert.Equal([2, 3], plain.Shape);
        Assert.Equal([0, 1, 2, 253, 254, 255], plain.Values);
        Assert.Equal(plain.Values, Read(IdxBytes.Compress(Small)).Values);
    }

    [Fact]
    public void Files_longer_than_a_chunk_are_read_whole()
    {
        byte[] elements = Enumerable.Range(0, 4 * 50_001).Select(i => (byte)(i * 7)).ToArray();
        float[] expected = elements.Chunk(4).Select(e => (float)((e[0] << 24) | (e[1] << 16) | (e[2] << 8) | e[3])).ToArray();
        byte[] file = IdxBytes.Create(0x0C, [50_001], elements);
        Assert.Equal(expected, Read(file).Values);
        Assert.Equal(expected, Read(IdxBytes.Compress(file)).Values);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_an_error()
    {
        for (int length = 0; length < Small.Length; length++)
            ThrowsError("TruncatedIdx", () => Read(Small[..length]), "some-idx", "truncated");
    }

    [Fact]
    public void A_compressed_file_cut_off_anywhere_is_an_error_or_still_whole()
    {
        byte[] compressed = IdxBytes.Compress(Small);
        int errors = 0;
        for (int length = 0; length < compressed.Length; length++)
            errors += FailsOrGivesSmall(compressed[..length]) ? 1 : 0;
        // Only the end mark, the check sum and the length, the last 9 bytes, can be missing without loss.
        Assert.InRange(errors, compressed.Length - 9, compressed.Length);
    }

    [Fact]
    public void A_flipped_bit_of_a_plain_header_is_an_error()
    {
        for (int bit = 0; bit < 8 * 12; bit++)
        {
            byte[] flipped = [.. Small];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            // Bit 0 of the type makes it Int8, of the same length: the one flip that gives another valid file.
            if (bit == 16)
                Assert.Equal([0, 1, 2, -3, -2, -1], Read(flipped).Values);
            else
                Assert.Contains(Assert.Throws<KerasException>(() => Read(flipped)).ErrorId, new[] { "InvalidIdx", "TruncatedIdx" });
        }
    }

    [Fact]
    public void A_flipped_bit_of_a_compressed_file_is_an_error_or_harmless()
    {
        byte[] compressed = IdxBytes.Compress(Small);
        int errors = 0;
        for (int bit = 0; bit < 8 * compressed.Length; bit++)
        {
            byte[] flipped = [.. compressed];
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            errors += FailsOrGivesSmall(flipped) ? 1 : 0;
        }

        // Time stamp, flags for text and the like, and the operating system do not matter: 8 bytes at the most.
        Assert.InRange(errors, 8 * (compressed.Length - 8), 8 * compressed.Length);
    }

    [Fact]
    public void A_file_longer_than_its_dimensions_say_is_an_error()
    {
        ThrowsError("InvalidIdx", () => Read([.. Small, 0]), "2 x 3", "6 bytes");
        ThrowsError("InvalidIdx", () => Read(IdxBytes.Compress([.. Small, 0])), "2 x 3", "6 bytes");
    }

    [Fact]
    public void Dimensions_that_promise_too_much_are_an_error_before_memory_is_taken()
    {
        byte[] huge = IdxBytes.Create(0x0E, [uint.MaxValue, uint.MaxValue, 2], 1, 2, 3);
        byte[] many = IdxBytes.Create(0x08, Enumerable.Repeat(uint.MaxValue, 255).ToArray(), 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        foreach (byte[] file in new[] { huge, IdxBytes.Compress(huge), many, IdxBytes.Compress(many) })
            ThrowsError("TruncatedIdx", () => Read(file), "4294967295 x 4294967295");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10_000_000);
    }

    [Fact]
    public void Other_files_are_errors()
    {
        ThrowsError("InvalidIdx", () => Read([1, 0, 8, 1, 0, 0, 0, 0]), "01 00", "two zeros");
        ThrowsError("InvalidIdx", () => Read([0, 0, 0x0A, 1, 0, 0, 0, 0]), "0A");
        ThrowsError("InvalidIdx", () => Read([0, 0, 8, 0, 1]), "no dimensions");
        ThrowsError("InvalidGzip", () => Read([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF]), "damaged");
        ThrowsError("FileNotFound", () => IdxFile.Read(Folder.PathOf("none")), Folder.PathOf("none"));
    }

    private bool FailsOrGivesSmall(byte[] bytes)
    {
        try
        {
            Assert.Equal([0, 1, 2, 253, 254, 255], Read(bytes).Values);
            return false;
        }
        catch (KerasException)
        {
            return true;
        }
    }
}
