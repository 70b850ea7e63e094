namespace KerasPS.Files;

/// <summary>
/// Bytes whose checksum is computed while they are read, in whatever order: a file is read once to use it and to find damage in it. Until the checksum is known to be
/// right, what was read must not be given out.
/// </summary>
/// <param name="stream">A stream that can go back; it must stay open.</param>
/// <param name="offset">Where the part begins.</param>
/// <param name="length">How long it is.</param>
/// <param name="crc">The sum.</param>
internal sealed class ChecksummedStream(Stream stream, long offset, long length, Crc crc) : StreamBytes(stream, offset, length)
{
    /// <summary>What is smaller is rather read again than kept in mind.</summary>
    private const int Smallest = 1 << 12;

    private readonly List<(long At, int Length, uint Sum)> known = [];

    public override void Read(long at, Span<byte> bytes)
    {
        base.Read(at, bytes);
        if (bytes.Length < Smallest)
            return;
        uint sum = crc.Of(bytes);
        lock (known)
            known.Add((at, bytes.Length, sum));
    }

    /// <summary>The checksum of all bytes. What was not read yet is read now.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public uint Sum()
    {
        long at = 0;
        uint sum = 0;
        foreach ((long start, int count, uint part) in known.OrderBy(part => part.At).ToArray())
        {
            if (start < at)
                continue;
            sum = crc.Combine(sum, SumOf(at, start - at), start - at);
            sum = crc.Combine(sum, part, count);
            at = start + count;
        }

        return crc.Combine(sum, SumOf(at, Length - at), Length - at);
    }

    private uint SumOf(long at, long count) => Sum(crc, at, count);
}
