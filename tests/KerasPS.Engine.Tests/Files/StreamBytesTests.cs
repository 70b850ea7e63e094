using KerasPS.Files;

namespace KerasPS.Tests.Files;

public sealed class StreamBytesTests : IDisposable
{
    private const int Offset = 100;

    private readonly byte[] content = new byte[(3 * Chunk.Size) + 777];
    private readonly FileStream file = File.Create(Path.GetTempFileName(), 4096, FileOptions.DeleteOnClose);

    public StreamBytesTests()
    {
        new Random(1).NextBytes(content);
        file.Write(content);
        file.Flush();
    }

    public void Dispose() => file.Dispose();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Several_threads_read_places_of_a_part(bool isFile)
    {
        StreamBytes part = Part(isFile);
        Parallel.For(0, 500, i =>
        {
            Random random = new(i);
            int at = random.Next((int)part.Length), count = random.Next(Math.Min(5000, (int)part.Length - at));
            Assert.Equal(content[(Offset + at)..(Offset + at + count)], part.Read(at, count));
        });
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sums_are_those_of_the_bytes(bool isFile)
    {
        StreamBytes part = Part(isFile);
        foreach ((long at, long length) in new (long, long)[] { (0, 0), (0, 1), (5, Chunk.Size), (7, Chunk.Size + 1), (0, part.Length) })
            Assert.Equal(Crc.Zip.Of(content.AsSpan(Offset + (int)at, (int)length)), part.Checksum(Crc.Zip, at, length));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Nothing_is_read_beyond_the_end_of_the_part_or_of_the_file(bool isFile)
    {
        StreamBytes part = Part(isFile);
        Assert.Throws<EndOfStreamException>(() => part.Read(part.Length - 1, 2));
        Assert.Throws<EndOfStreamException>(() => part.Read(-1, 2));
        Assert.Throws<EndOfStreamException>(() => part.Checksum(Crc.Zip, 1, part.Length));
        StreamBytes longer = new(Stream(isFile), Offset, content.Length);
        Assert.Throws<EndOfStreamException>(() => longer.Checksum(Crc.Zip, 0, longer.Length));
    }

    /// <summary>Large, small, repeated and overlapping chunks in random order, by several threads.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_is_summed_while_it_is_read_is_each_byte_once(bool isFile)
    {
        uint expected = Crc.Zip.Of(content.AsSpan(Offset));
        for (int round = 0; round < 20; round++)
        {
            ChecksummedStream bytes = new(Stream(isFile), Offset, content.Length - Offset, Crc.Zip);
            Random seeds = new(round);
            int[] seed = Enumerable.Range(0, 3 * round).Select(_ => seeds.Next()).ToArray();
            Parallel.ForEach(seed, i =>
            {
                Random random = new(i);
                int at = random.Next((int)bytes.Length);
                bytes.Read(at, random.Next(Math.Min((int)bytes.Length - at, random.Next(2) == 0 ? 100 : Chunk.Size)));
            });
            Assert.Equal(expected, bytes.Checksum());
        }
    }

    [Fact]
    public void A_byte_that_changes_after_it_was_read_does_not_hide_what_was_read()
    {
        MemoryStream stream = new(content.Length);
        stream.Write(content);
        ChecksummedStream bytes = new(stream, 0, content.Length, Crc.Zip);
        stream.GetBuffer()[50_000] ^= 1;
        bytes.Read(0, 100_000);
        stream.GetBuffer()[50_000] ^= 1;
        Assert.NotEqual(Crc.Zip.Of(content), bytes.Checksum());
    }

    private StreamBytes Part(bool isFile) => new(Stream(isFile), Offset, content.Length - (2 * Offset));

    private Stream Stream(bool isFile) => isFile ? file : new MemoryStream(content);
}
