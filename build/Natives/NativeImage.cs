using System.Buffers.Binary;
using System.Text;

namespace KerasPS.Build.Natives;

/// <summary>The bytes of a native library, all numbers of which are little-endian.</summary>
internal sealed class NativeImage(byte[] bytes)
{
    public ReadOnlySpan<byte> Bytes => bytes;

    public byte Byte(long offset) => Part(offset, 1)[0];

    public ushort UInt16(long offset) => BinaryPrimitives.ReadUInt16LittleEndian(Part(offset, 2));

    public uint UInt32(long offset) => BinaryPrimitives.ReadUInt32LittleEndian(Part(offset, 4));

    public long Int64(long offset) => BinaryPrimitives.ReadInt64LittleEndian(Part(offset, 8));

    public void SetUInt16(long offset, ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Part(offset, 2), value);

    /// <summary>The letters from there to the next zero.</summary>
    public string Text(long offset)
    {
        ReadOnlySpan<byte> rest = Part(offset, 0, toTheEnd: true);
        int length = rest.IndexOf((byte)0);
        return length >= 0 ? Encoding.UTF8.GetString(rest[..length]) : throw TooShort();
    }

    private Span<byte> Part(long offset, int length, bool toTheEnd = false)
    {
        if (offset < 0 || offset > bytes.Length - length)
            throw TooShort();
        return toTheEnd ? bytes.AsSpan((int)offset) : bytes.AsSpan((int)offset, length);
    }

    private static BuildFailure TooShort() => new("the library ends before what it says it holds, or is damaged.");
}
