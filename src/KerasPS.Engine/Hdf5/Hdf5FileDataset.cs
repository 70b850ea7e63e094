using System.Runtime.InteropServices;
using KerasPS.Files;
using KerasPS.Hdf5.Reading;

namespace KerasPS.Hdf5;

/// <summary>A dataset of a file. Its values are read on request; several threads may read at once.</summary>
public sealed class Hdf5FileDataset
{
    private const int BufferSize = 1 << 16;

    private readonly MetadataSource source;
    private readonly DataLayout layout;

    internal Hdf5FileDataset(
        string name, string path, Hdf5Type type, IReadOnlyList<long> shape, IReadOnlyDictionary<string, string> attributes, MetadataSource source, DataLayout layout)
    {
        (Name, Path, Type, Shape, Attributes) = (name, path, type, shape, attributes);
        (this.source, this.layout) = (source, layout);
    }

    /// <summary>The name within its group.</summary>
    public string Name { get; }

    /// <summary>The names from the root on, each after a slash.</summary>
    public string Path { get; }

    /// <summary>The type of its values.</summary>
    public Hdf5Type Type { get; }

    /// <summary>The length of each axis; empty for a single value.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Attributes that are strings.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; }

    /// <summary>The number of bytes of all values, which the file has.</summary>
    public long ByteCount => layout.Size;

    /// <summary>The number of values.</summary>
    public long Count => layout.Size / Type.Size;

    /// <summary>Reads bytes as they are in the file.</summary>
    /// <param name="bytes">The buffer, which is filled completely.</param>
    /// <param name="offset">The first byte to read.</param>
    /// <exception cref="KerasException"><c>InvalidFile</c>: the file has become shorter.</exception>
    public void Read(Span<byte> bytes, long offset = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, layout.Size - bytes.Length);
        if (layout.Address is { } address)
            source.ReadValues(address + offset, bytes);
        else
            layout.Bytes.Span.Slice((int)offset, bytes.Length).CopyTo(bytes);
    }

    /// <summary>The checksum of all bytes.</summary>
    internal uint Checksum(Crc crc) => layout.Address is { } address ? source.ChecksumOfValues(crc, address, layout.Size) : crc.Of(layout.Bytes.Span);

    /// <summary>Reads numbers of any type as single-precision ones.</summary>
    /// <param name="values">The buffer, which is filled completely.</param>
    /// <param name="first">The first value to read, row-major.</param>
    /// <exception cref="KerasException"><c>NotSupported</c>: the values are no numbers.</exception>
    public void ReadFloats(Span<float> values, long first = 0)
    {
        RequireNumbers();
        if (Type == Hdf5Type.Float32 && BitConverter.IsLittleEndian)
        {
            Read(MemoryMarshal.AsBytes(values), first * sizeof(float));
            return;
        }

        Span<byte> buffer = new byte[Math.Min(BufferSize, (long)values.Length * Type.Size)];
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, buffer.Length / Type.Size);
            Span<byte> part = buffer[..(count * Type.Size)];
            Read(part, first * Type.Size);
            NumberConversion.ToSingle(part, Type, values[..count]);
            values = values[count..];
            first += count;
        }
    }

    /// <summary>Reads the one value, an integer.</summary>
    /// <exception cref="KerasException"><c>NotSupported</c>: there are more values, or it is not an integer within the limits of its type and of a 64-bit integer.</exception>
    public long ReadInteger()
    {
        RequireNumbers();
        if (Count != 1)
            throw Hdf5Error.NotSupported($"'{Path}' has {Count} values instead of one");
        Span<byte> bytes = stackalloc byte[Type.Size];
        Read(bytes);
        return NumberConversion.ToInteger(bytes, Type) ?? throw Hdf5Error.NotSupported($"'{Path}' is not an integer");
    }

    private void RequireNumbers()
    {
        if (!Type.IsNumber)
            throw Hdf5Error.NotSupported($"'{Path}' has values of type {Type}, which are not numeric");
    }
}
