using System.Buffers.Binary;
using System.Numerics;
using KerasPS.Files;

namespace KerasPS.EventFiles;

/// <summary>
/// The TFRecord frame around each event of a file: the length (8 bytes, little-endian), its checksum, the event, its checksum. Checksums are CRC-32C,
/// masked as the format has it.
/// </summary>
internal static class EventRecord
{
    private const int LengthSize = sizeof(ulong);
    private const int ChecksumSize = sizeof(uint);
    private const int HeaderSize = LengthSize + ChecksumSize;
    private const uint MaskDelta = 0xA282EAD8;

    public static void Write(Stream stream, ReadOnlySpan<byte> content)
    {
        Span<byte> header = stackalloc byte[HeaderSize];
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)content.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[LengthSize..], Masked(Crc.Castagnoli.Of(header[..LengthSize])));
        Span<byte> footer = stackalloc byte[ChecksumSize];
        BinaryPrimitives.WriteUInt32LittleEndian(footer, Masked(Crc.Castagnoli.Of(content)));
        stream.Write(header);
        stream.Write(content);
        stream.Write(footer);
    }

    /// <summary>The events of a file with their offsets. An incomplete one ends the file: its writer was interrupted, or is still writing.</summary>
    /// <exception cref="KerasException"><c>InvalidFile</c>, with the offset of what is damaged.</exception>
    public static IEnumerable<(long Offset, byte[] Content)> ReadAll(Stream stream)
    {
        byte[] header = new byte[HeaderSize];
        byte[] footer = new byte[ChecksumSize];
        for (long offset = 0; ; offset = stream.Position)
        {
            if (stream.ReadAtLeast(header, HeaderSize, throwOnEndOfStream: false) < HeaderSize)
                yield break;
            Require(header.AsSpan(0, LengthSize), header.AsSpan(LengthSize), "length", offset);
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(header);
            long rest = stream.Length - stream.Position;
            if (rest < ChecksumSize || length > (ulong)(rest - ChecksumSize))
                yield break;
            if (length > (ulong)Array.MaxLength)
                throw Damaged(offset, $"it has {length} bytes, more than can be read");
            byte[] content = new byte[length];
            stream.ReadExactly(content);
            stream.ReadExactly(footer);
            Require(content, footer, "content", offset);
            yield return (offset, content);
        }
    }

    public static KerasException Damaged(long offset, string problem, Exception? cause = null) =>
        new("InvalidFile", $"The event at byte {offset} is damaged: {problem}.", null, cause);

    /// <summary>The masked form in which checksums are stored, so that those of data with checksums in it stay good ones.</summary>
    internal static uint Masked(uint checksum) => BitOperations.RotateRight(checksum, 15) + MaskDelta;

    private static void Require(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> stored, string name, long offset)
    {
        if (BinaryPrimitives.ReadUInt32LittleEndian(stored) != Masked(Crc.Castagnoli.Of(bytes)))
            throw Damaged(offset, $"the checksum of its {name} differs");
    }
}
