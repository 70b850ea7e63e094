namespace KerasPS.Hdf5.Reading;

/// <summary>Where the values of a dataset are (format specification, IV.A.2.i): compact, in its header, or contiguous in the file.</summary>
/// <param name="Address">Where in the file; null where they are in the header, or there are none.</param>
/// <param name="Size">The number of bytes.</param>
/// <param name="Bytes">The values that are in the header.</param>
internal readonly record struct DataLayout(long? Address, long Size, ReadOnlyMemory<byte> Bytes)
{
    public static DataLayout Read(MetadataBytes bytes)
    {
        (int version, int layout) = (bytes.U8(), bytes.U8());
        if (version is not (3 or 4))
            throw Hdf5Error.NotSupported($"{bytes.What} has a data layout of version {version}");
        switch (layout)
        {
            case 0:
                int size = bytes.U16();
                return new DataLayout(null, size, bytes.Take(size).ToArray());
            case 1:
                return new DataLayout(bytes.Address(), bytes.Number(), default);
            default:
                string name = layout switch
                {
                    2 => "in chunks",
                    3 => "in other datasets (virtual)",
                    _ => $"in a data layout of class {layout}",
                };
                throw Hdf5Error.NotSupported($"{bytes.What} says that values are {name}");
        }
    }
}
