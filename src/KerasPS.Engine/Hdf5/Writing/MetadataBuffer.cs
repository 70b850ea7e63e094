using System.Text;

namespace KerasPS.Hdf5.Writing;

/// <summary>Bytes of metadata in the making, little-endian.</summary>
internal sealed class MetadataBuffer
{
    public const ulong Undefined = ulong.MaxValue;

    private readonly MemoryStream bytes = new();
    private readonly BinaryWriter writer;

    public MetadataBuffer() => writer = new BinaryWriter(bytes);

    public long Length => bytes.Length;

    /// <summary>The next multiple of 8.</summary>
    public static int Padded(int size) => (size + 7) & ~7;

    public MetadataBuffer U8(int value)
    {
        writer.Write(checked((byte)value));
        return this;
    }

    public MetadataBuffer U16(int value)
    {
        writer.Write(checked((ushort)value));
        return this;
    }

    public MetadataBuffer U32(long value)
    {
        writer.Write(checked((uint)value));
        return this;
    }

    public MetadataBuffer U64(long value)
    {
        writer.Write(value);
        return this;
    }

    /// <summary>The address of nothing.</summary>
    public MetadataBuffer NoAddress()
    {
        writer.Write(Undefined);
        return this;
    }

    public MetadataBuffer Signature(string signature) => Bytes(Encoding.ASCII.GetBytes(signature));

    public MetadataBuffer Bytes(ReadOnlySpan<byte> values)
    {
        writer.Write(values);
        return this;
    }

    public MetadataBuffer Zeros(long count)
    {
        bytes.SetLength(bytes.Length + count);
        bytes.Position = bytes.Length;
        return this;
    }

    /// <summary>Appends zeros up to a number of bytes.</summary>
    public MetadataBuffer ZerosUntil(long length) => Zeros(length - Length);

    public void CopyTo(Stream stream) => bytes.WriteTo(stream);
}
