namespace KerasPS.Files;

/// <summary>
/// A part of a stream whose checksum is computed while it is read, in any order: a file is read once to use it and to detect damage. Until the checksum has been
/// compared, what was read must not be returned to a caller.
/// </summary>
/// <param name="stream">A seekable stream; it must stay open.</param>
/// <param name="offset">The offset of its first byte in the stream.</param>
/// <param name="length">Its length in bytes.</param>
/// <param name="crc">The kind of checksum.</param>
internal sealed class ChecksummedStream(Stream stream, long offset, long length, Crc crc) : StreamBytes(stream, offset, length)
{
    /// <summary>The checksums of smaller reads are not kept; these bytes are read again.</summary>
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

    /// <summary>The checksum of all bytes. Bytes that were not read yet are read now.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public uint Checksum()
    {
        long at = 0;
        uint sum = 0;
        foreach ((long start, int count, uint part) in known.OrderBy(part => part.At).ToArray())
        {
            if (start < at)
                continue;
            sum = crc.Combine(sum, ChecksumOf(at, start - at), start - at);
            sum = crc.Combine(sum, part, count);
            at = start + count;
        }

        return crc.Combine(sum, ChecksumOf(at, Length - at), Length - at);
    }

    private uint ChecksumOf(long at, long count) => Checksum(crc, at, count);
}
