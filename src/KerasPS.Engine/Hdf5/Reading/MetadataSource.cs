using KerasPS.Files;

namespace KerasPS.Hdf5.Reading;

/// <summary>
/// The bytes of a file. No more of each kind is read from it than there are bytes, because what is read twice, or overlaps, is no
/// tree: so a small file cannot make work or take memory without end.
/// </summary>
internal sealed class MetadataSource
{
    private const long MaxMetadata = 1 << 28;

    private readonly StreamBytes bytes;
    private long metadataLeft;
    private long textLeft;
    private long valuesLeft;

    public MetadataSource(StreamBytes bytes)
    {
        this.bytes = bytes;
        metadataLeft = textLeft = Math.Min(Length, MaxMetadata);
        valuesLeft = Length;
    }

    public long Length => bytes.Length;

    /// <summary>Reads one structure.</summary>
    public MetadataBytes Read(long address, long size, string what)
    {
        RequirePlace(address, size, what);
        Spend(ref metadataLeft, size);
        return ReadAt(address, size, what);
    }

    /// <summary>Reads the beginning of a structure whose size it says; the whole is read afterwards.</summary>
    public MetadataBytes Peek(long address, int size, string what)
    {
        RequirePlace(address, size, what);
        return ReadAt(address, size, what);
    }

    /// <summary>Counts bytes that were read as a name or string.</summary>
    public void UseString(int size) => Spend(ref textLeft, size);

    /// <summary>Counts the bytes of a dataset's values.</summary>
    public void UseValues(long size)
    {
        valuesLeft -= size;
        if (valuesLeft < 0)
            throw Overlapping();
    }

    /// <summary>Reads values, whose offset and size were checked.</summary>
    public void ReadValues(long address, Span<byte> values)
    {
        try
        {
            bytes.Read(address, values);
        }
        catch (EndOfStreamException)
        {
            throw EndsEarly();
        }
    }

    /// <summary>The checksum of values, whose offset and size were checked.</summary>
    public uint ChecksumOfValues(Crc crc, long address, long size)
    {
        try
        {
            return bytes.Checksum(crc, address, size);
        }
        catch (EndOfStreamException)
        {
            throw EndsEarly();
        }
    }

    private static KerasException EndsEarly() => Hdf5Error.Invalid("it ends early");

    private static KerasException Overlapping() => Hdf5Error.Invalid("parts of it overlap");

    private void RequirePlace(long address, long size, string what)
    {
        if (address < 0 || size < 0 || size > Length - address)
            throw Hdf5Error.Invalid($"{what} would be {size} bytes at {address}, but the file has {Length}");
    }

    private MetadataBytes ReadAt(long address, long size, string what)
    {
        byte[] structure = new byte[size];
        ReadValues(address, structure);
        return new MetadataBytes(structure, what);
    }

    private void Spend(ref long left, long size)
    {
        left -= size;
        if (left >= 0)
            return;
        throw Length > MaxMetadata
            ? Hdf5Error.NotSupported($"it has more than {MaxMetadata >> 20} MB beside its values")
            : Overlapping();
    }
}
