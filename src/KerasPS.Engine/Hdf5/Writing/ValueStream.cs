namespace KerasPS.Hdf5.Writing;

/// <summary>Passes the values of one dataset on, and adds them to the checksum on their way.</summary>
internal sealed class ValueStream(Stream target, ContentChecksum checksum) : Stream
{
    /// <summary>What the processor's caches hold, so that the checksum does not read from memory what is about to be written.</summary>
    private const int PartSize = 1 << 18;

    private long written;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => written;

    public override long Position
    {
        get => written;
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        written += buffer.Length;
        for (; !buffer.IsEmpty; buffer = buffer[Math.Min(PartSize, buffer.Length)..])
        {
            ReadOnlySpan<byte> part = buffer[..Math.Min(PartSize, buffer.Length)];
            checksum.Add(part);
            target.Write(part);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
