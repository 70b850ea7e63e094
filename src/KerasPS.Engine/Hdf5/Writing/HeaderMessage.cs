namespace KerasPS.Hdf5.Writing;

/// <summary>One message of a header.</summary>
/// <param name="type">What it says.</param>
/// <param name="size">The largest number of bytes that it needs.</param>
/// <param name="write">Writes it, once all addresses are known.</param>
internal sealed class HeaderMessage(HeaderMessageType type, int size, Action<MetadataBuffer> write)
{
    private const int LatestLayout = 3;
    private const int Contiguous = 1;
    private const int MaxNameLength = 1024;

    public HeaderMessageType Type { get; } = type;

    public int Size { get; } = MetadataBuffer.Padded(size);

    public Action<MetadataBuffer> Write { get; } = write;

    public static HeaderMessage SymbolTable(GroupIndex index) =>
        new(HeaderMessageType.SymbolTable, 16, buffer => buffer.U64(index.Root.Address).U64(index.Names.Address));

    public static HeaderMessage Dataspace(IReadOnlyList<long> shape) => new(HeaderMessageType.Dataspace, 8 + (8 * shape.Count), buffer =>
    {
        buffer.U8(1).U8(shape.Count).Zeros(6);
        foreach (long size in shape)
            buffer.U64(size);
    });

    public static HeaderMessage Datatype(Hdf5Type type) => new(HeaderMessageType.Datatype, DatatypeEncoding.SizeOf(type), buffer => DatatypeEncoding.Write(buffer, type));

    /// <summary>No fill value: space is taken late, and filled where a value is set.</summary>
    public static HeaderMessage FillValue() => new(HeaderMessageType.FillValue, 8, buffer => buffer.U8(2).U8(2).U8(2).U8(1).U32(0));

    /// <summary>Where the values are: contiguous.</summary>
    public static HeaderMessage Layout(long? address, long size) => new(HeaderMessageType.Layout, 18, buffer =>
    {
        buffer.U8(LatestLayout).U8(Contiguous);
        _ = address is { } at ? buffer.U64(at) : buffer.NoAddress();
        buffer.U64(size);
    });

    /// <summary>A string of any length, as h5py writes a <c>str</c>.</summary>
    public static HeaderMessage Attribute(string name, GlobalHeapObject text)
    {
        byte[] bytes = Hdf5Names.Encode(Hdf5Group.RequireName(name) + '\0');
        if (bytes.Length > MaxNameLength)
            throw Hdf5Error.CannotWrite($"The name '{name[..40]}…' of an attribute is longer than {MaxNameLength} bytes", name);
        int nameSize = MetadataBuffer.Padded(bytes.Length);
        int typeSize = MetadataBuffer.Padded(DatatypeEncoding.SizeOfString);
        return new(HeaderMessageType.Attribute, 8 + nameSize + typeSize + 8 + 16, buffer =>
        {
            buffer.U8(1).U8(0).U16(bytes.Length).U16(DatatypeEncoding.SizeOfString).U16(8);
            buffer.Bytes(bytes).Zeros(nameSize - bytes.Length);
            DatatypeEncoding.WriteString(buffer);
            buffer.Zeros(typeSize - DatatypeEncoding.SizeOfString);
            buffer.U8(1).Zeros(7);
            buffer.U32(text.Length).U64(text.Heap.Address).U32(text.Index);
        });
    }
}
