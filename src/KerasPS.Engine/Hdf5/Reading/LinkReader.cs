namespace KerasPS.Hdf5.Reading;

/// <summary>Reads new groups: each entry is a message, in the header or, where there are many, in a heap (format specification, IV.A.2.c and g).</summary>
internal sealed class LinkReader(MetadataSource source)
{
    private const int NamedLinks = 5;
    private const int HeapIdSize = 7;

    /// <summary>Reads an entry from its message.</summary>
    public static GroupEntry Read(MetadataBytes bytes)
    {
        bytes.RequireVersion(1);
        byte flags = bytes.U8();
        int type = (flags & 8) != 0 ? bytes.U8() : 0;
        bytes.Skip(((flags & 4) != 0 ? 8 : 0) + ((flags & 16) != 0 ? 1 : 0));
        long nameSize = bytes.Number(1 << (flags & 3));
        if (nameSize > bytes.Remaining)
            throw Hdf5Error.Invalid($"{bytes.What} has a name of {nameSize} bytes");
        string name = Hdf5Names.Decode(bytes.Take((int)nameSize), bytes.What);
        return type switch
        {
            0 => new GroupEntry(name, bytes.RequireAddress()),
            1 => throw Hdf5Error.NotSupported($"'{name}' in {bytes.What} is a soft link"),
            64 => throw Hdf5Error.NotSupported($"'{name}' in {bytes.What} is a link to another file"),
            _ => throw Hdf5Error.NotSupported($"'{name}' in {bytes.What} is a link of type {type}"),
        };
    }

    /// <summary>Reads the entries that are in a heap.</summary>
    /// <param name="info">The message that says where; none where the heap has no address.</param>
    /// <param name="what">Whose entries they are, for errors.</param>
    public IEnumerable<GroupEntry> ReadHeap(MetadataBytes info, string what)
    {
        info.RequireVersion(0);
        byte flags = info.U8();
        info.Skip((flags & 1) != 0 ? 8 : 0);
        if (info.Address() is not { } heapAddress)
            yield break;
        FractalHeap heap = new(source, heapAddress, $"the entries of {what}");
        BTreeV2 tree = new(source, info.RequireAddress(), NamedLinks, sizeof(uint) + HeapIdSize, $"the names of {what}");
        foreach (MetadataBytes record in tree.Records())
        {
            record.Skip(sizeof(uint));
            GroupEntry entry = Read(heap.Read(record.Part(HeapIdSize)));
            source.UseString(entry.Name.Length);
            yield return entry;
        }
    }
}
