namespace KerasPS.Hdf5.Reading;

/// <summary>Reads strings of attributes from the global heap's collections that they are in (format specification, III.E).</summary>
internal sealed class GlobalHeapReader(MetadataSource source)
{
    private const int HeaderSize = 16;

    private readonly Dictionary<long, Dictionary<int, ReadOnlyMemory<byte>>> collections = [];

    /// <summary>Reads one string.</summary>
    /// <param name="address">Where the collection is.</param>
    /// <param name="index">The object's index there.</param>
    /// <param name="size">The number of bytes.</param>
    /// <param name="what">What has the string, for errors.</param>
    public string ReadString(long address, uint index, uint size, string what)
    {
        if (!collections.TryGetValue(address, out Dictionary<int, ReadOnlyMemory<byte>>? collection))
            collections[address] = collection = ReadCollection(address, $"a string of {what}");
        if (index > ushort.MaxValue || !collection.TryGetValue((int)index, out ReadOnlyMemory<byte> bytes) || size > bytes.Length)
            throw Hdf5Error.Invalid($"{what} has a string, object {index} of {size} bytes, that does not exist");
        source.UseString((int)size);
        return Hdf5Names.Decode(bytes.Span[..(int)size].TrimEnd((byte)0), what);
    }

    private Dictionary<int, ReadOnlyMemory<byte>> ReadCollection(long address, string what)
    {
        MetadataBytes header = source.Peek(address, HeaderSize, what);
        header.RequireSignature("GCOL");
        header.RequireVersion(1);
        header.Skip(3);
        MetadataBytes bytes = source.Read(address, header.Number(), what);
        bytes.Skip(HeaderSize);
        Dictionary<int, ReadOnlyMemory<byte>> texts = [];
        while (bytes.Remaining >= HeaderSize)
        {
            int index = bytes.U16();
            bytes.Skip(6);
            long size = bytes.Number();
            if (index == 0)
                break;
            if (size > bytes.Remaining)
                throw Hdf5Error.Invalid($"{what} would be {size} bytes long");
            if (!texts.TryAdd(index, bytes.Take((int)size).ToArray()))
                throw Hdf5Error.Invalid($"{what} has object {index} twice");
            bytes.Skip(Math.Min((int)(-size & 7), bytes.Remaining));
        }

        return texts;
    }
}
