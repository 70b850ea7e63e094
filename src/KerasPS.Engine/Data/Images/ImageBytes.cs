using System.Buffers.Binary;

namespace KerasPS.Data.Images;

/// <summary>The bytes of an image, read from a position on; to read beyond its end is an error.</summary>
/// <param name="file">The bytes.</param>
/// <param name="isBigEndian">Whether the most significant byte of a number comes first.</param>
internal sealed class ImageBytes(byte[] file, bool isBigEndian)
{
    /// <summary>The position of the next byte.</summary>
    public int Position { get; private set; }

    /// <summary>How many bytes are left.</summary>
    public int Remaining => file.Length - Position;

    public byte Read8() => Read(1)[0];

    /// <summary>The upper and the lower half of a byte.</summary>
    public (int Upper, int Lower) ReadNibbles() => Math.DivRem((int)Read8(), 16);

    public int Read16() => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(Read(2)) : BinaryPrimitives.ReadUInt16LittleEndian(Read(2));

    public uint Read32() => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(Read(4)) : BinaryPrimitives.ReadUInt32LittleEndian(Read(4));

    public ReadOnlySpan<byte> Read(long count)
    {
        if (count < 0 || count > Remaining)
            throw new InvalidDataException("it ends early");
        Position += (int)count;
        return file.AsSpan(Position - (int)count, (int)count);
    }

    public void Skip(long count) => Read(count);

    public void Seek(long offset)
    {
        if (offset < 0 || offset > file.Length)
            throw new InvalidDataException($"it has an offset beyond its end ({offset})");
        Position = (int)offset;
    }

    /// <summary>Takes memory for an image, of which the file can fill at most so many pixels.</summary>
    public static byte[] Pixels(long width, long height, int channels, decimal most)
    {
        RequireRoom(width, height, channels, most);
        return new byte[width * height * channels];
    }

    /// <summary>Refuses an image that is empty, larger than what the file can fill, or larger than what fits into an array.</summary>
    public static void RequireRoom(long width, long height, int channels, decimal most)
    {
        if (width <= 0 || height <= 0)
            throw new InvalidDataException($"its size is {width} x {height} pixels");
        decimal count = (decimal)width * height;
        if (count > most)
            throw new InvalidDataException($"its size is {width} x {height} pixels, but it is too short for that");
        if (count * channels > Array.MaxLength)
            throw new InvalidDataException($"its size is {width} x {height} pixels, which is too large for memory");
    }
}
