using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace KerasPS.Files;

/// <summary>A part of a stream that several threads can read at once.</summary>
internal class StreamBytes
{
    private readonly Stream stream;
    private readonly SafeFileHandle? handle;
    private readonly long offset;

    /// <summary>All of a stream.</summary>
    /// <param name="stream">A seekable stream; it must stay open.</param>
    public StreamBytes(Stream stream)
        : this(stream, 0, stream.Length)
    {
    }

    /// <summary>A part of a stream.</summary>
    /// <param name="stream">A seekable stream; it must stay open.</param>
    /// <param name="offset">The offset of its first byte in the stream.</param>
    /// <param name="length">Its length in bytes.</param>
    public StreamBytes(Stream stream, long offset, long length)
    {
        (this.stream, this.offset, Length) = (stream, offset, length);
        handle = (stream as FileStream)?.SafeFileHandle;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Reads bytes.</summary>
    /// <param name="at">The offset of the first byte within the part.</param>
    /// <param name="bytes">The buffer, which is filled completely.</param>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public virtual void Read(long at, Span<byte> bytes)
    {
        if (at < 0 || at > Length - bytes.Length)
            throw new EndOfStreamException();
        if (handle is null)
        {
            lock (stream)
            {
                stream.Position = offset + at;
                stream.ReadExactly(bytes);
            }

            return;
        }

        while (!bytes.IsEmpty)
        {
            int count = RandomAccess.Read(handle, bytes, offset + at);
            if (count == 0)
                throw new EndOfStreamException();
            bytes = bytes[count..];
            at += count;
        }
    }

    /// <summary>Reads a few bytes.</summary>
    /// <exception cref="EndOfStreamException">There are fewer.</exception>
    public byte[] Read(long at, int count)
    {
        if (count < 0 || at > Length - count)
            throw new EndOfStreamException();
        byte[] bytes = new byte[count];
        Read(at, bytes);
        return bytes;
    }

    /// <summary>The checksum of a range of bytes, computed in chunks on all CPU cores.</summary>
    /// <exception cref="EndOfStreamException">There are fewer bytes.</exception>
    public uint Checksum(Crc crc, long at, long length)
    {
        Chunk[] chunks = Chunk.Of(length);
        uint[] sums = new uint[chunks.Length];
        Chunk.ForEach(chunks, chunk =>
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(chunk.Count);
            Read(at + chunk.First, buffer.AsSpan(0, chunk.Count));
            sums[chunk.Index] = crc.Of(buffer.AsSpan(0, chunk.Count));
            ArrayPool<byte>.Shared.Return(buffer);
        });
        return chunks.Aggregate(0u, (sum, chunk) => crc.Combine(sum, sums[chunk.Index], chunk.Count));
    }
}
