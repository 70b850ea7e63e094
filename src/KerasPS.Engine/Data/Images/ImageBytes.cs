using System.Buffers.Binary;

namespace KerasPS.Data.Images;

/// <summary>The bytes of an image, from a place on; what would lie behind its end is an error.</summary>
/// <param name="file">The bytes.</param>
/// <param name="isBigEndian">Whether the most significant byte of a number comes first.</param>
internal sealed class ImageBytes(byte[] file, bool isBigEndian)
{
    /// <summary>The place of the next byte.</summary>
    public int At { get; private set; }

    /// <summary>How many bytes are left.</summary>
    public int Left => file.Length - At;

    public byte Read8() => Read(1)[0];

    /// <summary>The upper and the lower half of a byte.</summary>
    public (int Upper, int Lower) ReadHalves() => Math.DivRem((int)Read8(), 16);

    public int Read16() => isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(Read(2)) : BinaryPrimitives.ReadUInt16LittleEndian(Read(2));

    public uint Read32() => isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(Read(4)) : BinaryPrimitives.ReadUInt32LittleEndian(Read(4));

    public ReadOnlySpan<byte> Read(long count)
    {
        if (count < 0 || count > Left)
            throw new InvalidDataException("it ends early");
        At += (int)count;
        return file.AsSpan(At - (int)count, (int)count);
    }

    public void Skip(long count) => Read(count);

    public void Go(long place)
    {
        if (place < 0 || place > file.Length)
            throw new InvalidDataException($"it refers to a place behind its end ({place})");
        At = (int)place;
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
            throw new InvalidDataException($"it is {width} x {height} pixels large");
        decimal count = (decimal)width * height;
        if (count > most)
            throw new InvalidDataException($"it says that it is {width} x {height} pixels large, but it is too short for that");
        if (count * channels > Array.MaxLength)
            throw new InvalidDataException($"it is {width} x {height} pixels large, which is too large for memory");
    }
}
