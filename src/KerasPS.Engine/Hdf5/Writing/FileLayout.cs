namespace KerasPS.Hdf5.Writing;

/// <summary>
/// The plan of a file: the superblock, all values in the order of the tree, then the metadata. So a file is written in one pass, and the
/// checksum of the values can follow them.
/// </summary>
internal sealed class FileLayout
{
    private const int SuperblockSize = 96;
    private const int ValueAlignment = 64;
    private const int MetadataAlignment = 8;

    private readonly List<FileBlock> blocks = [];
    private readonly List<GlobalHeap> heaps = [];
    private readonly List<PlacedObject> objects = [];
    private readonly ObjectHeader rootHeader;
    private readonly GroupIndex rootIndex;
    private readonly GlobalHeapObject checksum;
    private long end = SuperblockSize;

    public FileLayout(Hdf5Group root)
    {
        checksum = AddText(new ContentChecksum().Value);
        (rootHeader, rootIndex) = PlaceGroup(root, "");
        MetadataStart = end = Aligned(end, MetadataAlignment);
        foreach (FileBlock block in blocks.Concat(heaps))
        {
            block.Address = end;
            end += block.Size;
        }
    }

    /// <summary>Groups and datasets, each group before what is in it, by name.</summary>
    public IReadOnlyList<PlacedObject> Objects => objects;

    /// <summary>Where the values end.</summary>
    public long MetadataStart { get; }

    /// <summary>The beginning of the file.</summary>
    public MetadataBuffer Superblock()
    {
        MetadataBuffer buffer = new();
        buffer.Bytes(Superblocks.Signature).Zeros(5).U8(8).U8(8).U8(0);
        buffer.U16(SymbolTableNode.HalfCapacity).U16(BTreeNode.HalfCapacity).U32(0);
        buffer.U64(0).NoAddress().U64(end).NoAddress();
        buffer.U64(0).U64(rootHeader.Address).U32(1).U32(0).U64(rootIndex.Root.Address).U64(rootIndex.Names.Address);
        return buffer;
    }

    /// <summary>What follows the values.</summary>
    public MetadataBuffer Metadata(ContentChecksum content)
    {
        checksum.Heap.Replace(checksum, Hdf5Names.Encode(content.Value));
        MetadataBuffer buffer = new();
        foreach (FileBlock block in blocks.Concat(heaps))
        {
            long blockEnd = buffer.Length + block.Size;
            block.Write(buffer);
            buffer.ZerosUntil(blockEnd);
        }

        return buffer;
    }

    private (ObjectHeader Header, GroupIndex Index) PlaceGroup(Hdf5Group group, string path)
    {
        objects.Add(new PlacedObject(path, group.Attributes, null, 0));
        List<(string Name, ObjectHeader Header)> entries = [];
        foreach (string name in group.Groups.Keys.Concat(group.Datasets.Keys).Order(Hdf5Names.Order))
        {
            string childPath = $"{path}/{name}";
            entries.Add((name, group.Groups.TryGetValue(name, out Hdf5Group? child) ? PlaceGroup(child, childPath).Header : PlaceDataset(group.Datasets[name], childPath)));
        }

        GroupIndex index = new(entries);
        IEnumerable<HeaderMessage> attributes = path.Length > 0
            ? Attributes(group.Attributes)
            : Attributes(group.Attributes.Where(attribute => attribute.Key != ContentChecksum.Key)).Append(HeaderMessage.Attribute(ContentChecksum.Key, checksum));
        ObjectHeader header = new([HeaderMessage.SymbolTable(index), .. attributes]);
        blocks.Add(header);
        blocks.AddRange(index.Blocks);
        return (header, index);
    }

    private ObjectHeader PlaceDataset(Hdf5Dataset dataset, string path)
    {
        long size = dataset.ByteCount;
        long? address = null;
        if (size > 0)
        {
            address = Aligned(end, ValueAlignment);
            end = checked(address.Value + size);
        }

        objects.Add(new PlacedObject(path, dataset.Attributes, dataset, address ?? end));
        ObjectHeader header = new([
            HeaderMessage.Dataspace(dataset.Shape), HeaderMessage.Datatype(dataset.Type), HeaderMessage.FillValue(),
            HeaderMessage.Layout(address, size), .. Attributes(dataset.Attributes)]);
        blocks.Add(header);
        return header;
    }

    private static long Aligned(long address, int alignment) => (address + alignment - 1) / alignment * alignment;

    private IEnumerable<HeaderMessage> Attributes(IEnumerable<KeyValuePair<string, string>> attributes) =>
        attributes.Select(attribute => HeaderMessage.Attribute(attribute.Key, AddText(attribute.Value))).ToArray();

    private GlobalHeapObject AddText(string text)
    {
        if (text.Contains('\0'))
            throw Hdf5Error.CannotWrite($"The string '{text}' for an HDF5 file has a null character", text);
        if (heaps.Count == 0 || heaps[^1].IsFull)
            heaps.Add(new GlobalHeap());
        return heaps[^1].Add(Hdf5Names.Encode(text));
    }

    /// <summary>A group, or a dataset with the address of its values.</summary>
    public readonly record struct PlacedObject(string Path, IEnumerable<KeyValuePair<string, string>> Attributes, Hdf5Dataset? Dataset, long Address);
}
