using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace KerasPS.Files;

/// <summary>A part of a stream, of which several threads can read different offsets at once.</summary>
internal class StreamBytes
{
    private readonly Stream stream;
    private readonly SafeFileHandle? handle;
    private readonly long offset;

    /// <summary>All of a stream.</summary>
    /// <param name="stream">A stream that can go back; it must stay open.</param>
    public StreamBytes(Stream stream)
        : this(stream, 0, stream.Length)
    {
    }

    /// <summary>A part of a stream.</summary>
    /// <param name="stream">A stream that can go back; it must stay open.</param>
    /// <param name="offset">Where the part begins.</param>
    /// <param name="length">How long it is.</param>
    public StreamBytes(Stream stream, long offset, long length)
    {
        (this.stream, this.offset, Length) = (stream, offset, length);
        handle = (stream as FileStream)?.SafeFileHandle;
    }

    /// <summary>The number of bytes.</summary>
    public long Length { get; }

    /// <summary>Reads bytes.</summary>
    /// <param name="at">The first of them.</param>
    /// <param name="bytes">Where to; it is filled.</param>
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

    /// <summary>The checksum of a part, whose pieces are read and summed by all CPU cores.</summary>
    /// <exception cref="EndOfStreamException">There are fewer bytes.</exception>
    public uint Sum(Crc crc, long at, long length)
    {
        Piece[] pieces = Piece.Of(length);
        uint[] sums = new uint[pieces.Length];
        Piece.ForEach(pieces, piece =>
        {
            byte[] buffer = ArrayPool<byte>.Shared.Rent(piece.Count);
            Read(at + piece.First, buffer.AsSpan(0, piece.Count));
            sums[piece.Index] = crc.Of(buffer.AsSpan(0, piece.Count));
            ArrayPool<byte>.Shared.Return(buffer);
        });
        return pieces.Aggregate(0u, (sum, piece) => crc.Combine(sum, sums[piece.Index], piece.Count));
    }
}
