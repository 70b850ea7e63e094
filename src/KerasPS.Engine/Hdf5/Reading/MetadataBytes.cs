using System.Buffers.Binary;
using System.Text;

namespace KerasPS.Hdf5.Reading;

/// <summary>Bytes of metadata that are read one after the other, never beyond their end.</summary>
/// <param name="bytes">The bytes.</param>
/// <param name="what">What they are, for errors.</param>
internal sealed class MetadataBytes(ReadOnlyMemory<byte> bytes, string what)
{
    private int position;

    public string What => what;

    public int Remaining => bytes.Length - position;

    public byte U8() => Take(1)[0];

    public ushort U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>An unsigned integer of a number of bytes: a length, count or offset.</summary>
    public long Number(int size = 8)
    {
        ulong value = 0;
        ReadOnlySpan<byte> taken = Take(size);
        for (int i = size - 1; i >= 0; i--)
            value = (value << 8) | taken[i];
        return value <= long.MaxValue ? (long)value : throw Hdf5Error.Invalid($"{what} has the number {value}");
    }

    /// <summary>An address; null for that of nothing.</summary>
    public long? Address()
    {
        ulong value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
        return value switch
        {
            ulong.MaxValue => null,
            <= long.MaxValue => (long)value,
            _ => throw Hdf5Error.Invalid($"{what} has the address {value}"),
        };
    }

    /// <summary>An address of something.</summary>
    public long RequireAddress() => Address() ?? throw Hdf5Error.Invalid($"{what} lacks an address");

    public ReadOnlySpan<byte> Take(int count)
    {
        if (count < 0 || count > Remaining)
            throw Hdf5Error.Invalid($"{what} ends early");
        position += count;
        return bytes.Span.Slice(position - count, count);
    }

    public void Skip(int count) => Take(count);

    /// <summary>The next bytes by themselves.</summary>
    public MetadataBytes Part(int count)
    {
        Take(count);
        return new MetadataBytes(bytes.Slice(position - count, count), what);
    }

    /// <summary>A null-terminated string in a field of fixed size.</summary>
    public string Text(int size)
    {
        ReadOnlySpan<byte> field = Take(size);
        int end = field.IndexOf((byte)0);
        return end >= 0 ? Hdf5Names.Decode(field[..end], what) : throw Hdf5Error.Invalid($"{what} has a name without an end");
    }

    public void RequireSignature(string signature)
    {
        ReadOnlySpan<byte> found = Take(signature.Length);
        if (!found.SequenceEqual(Encoding.ASCII.GetBytes(signature)))
            throw Hdf5Error.Invalid($"{what} does not begin with '{signature}'");
    }

    public void RequireVersion(byte version)
    {
        byte found = U8();
        if (found != version)
            throw Hdf5Error.NotSupported($"{what} is of version {found}");
    }

    /// <summary>Takes the checksum at the end away from the rest, and compares it.</summary>
    public MetadataBytes RequireChecksum()
    {
        const int Size = sizeof(uint);
        if (bytes.Length < Size)
            throw Hdf5Error.Invalid($"{what} ends early");
        ReadOnlyMemory<byte> content = bytes[..^Size];
        return BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[^Size..]) == Lookup3.Hash(content.Span)
            ? new MetadataBytes(content, what)
            : throw Hdf5Error.Invalid($"the checksum of {what} does not match, so some of its bytes have changed");
    }
}
