namespace KerasPS.Hdf5.Reading;

/// <summary>Reads all groups, and what is known of datasets without their values. It does not call itself, however deep a file's groups are.</summary>
internal sealed class TreeReader
{
    private const int MaxGroupDepth = 64;
    private const int MaxObjects = 1_000_000;
    private const int MaxPathCharacters = 16_000_000;

    private readonly MetadataSource source;
    private readonly Superblock superblock;
    private readonly ObjectHeaderReader headers;
    private readonly AttributeReader attributes;
    private readonly SymbolTableReader symbols;
    private readonly LinkReader links;
    private readonly HashSet<long> addresses = [];
    private int pathCharacters;

    public TreeReader(MetadataSource source)
    {
        this.source = source;
        superblock = Superblock.Read(source);
        headers = new ObjectHeaderReader(source);
        attributes = new AttributeReader(source);
        symbols = new SymbolTableReader(source, superblock);
        links = new LinkReader(source);
    }

    /// <summary>Reads the file's root with all that is in it.</summary>
    public Hdf5FileGroup Read()
    {
        List<HeaderMessage> header = ReadHeader(superblock.Root, "the root");
        Hdf5FileGroup root = new("", "", attributes.Read(header, "the root"));
        Stack<(Hdf5FileGroup Group, List<HeaderMessage> Header, int Depth)> open = new([(root, header, 0)]);
        while (open.TryPop(out (Hdf5FileGroup Group, List<HeaderMessage> Header, int Depth) part))
        {
            SymbolTableAddress? repeated = part.Depth == 0 ? superblock.RootTable : null;
            foreach ((string name, long address) in Entries(part.Header, part.Group.Where, repeated))
            {
                string path = PathOf(part.Group, name);
                List<HeaderMessage> child = ReadHeader(address, $"'{path}'");
                IReadOnlyDictionary<string, string> texts = attributes.Read(child, $"'{path}'");
                if (child.Any(message => message.Type == HeaderMessageType.Layout))
                {
                    part.Group.Add(ReadDataset(child, name, path, texts));
                    continue;
                }

                if (part.Depth == MaxGroupDepth)
                    throw Hdf5Error.NotSupported($"'{part.Group.Path}' is nested more than {MaxGroupDepth} deep");
                Hdf5FileGroup group = new(name, path, texts);
                part.Group.Add(group);
                open.Push((group, child, part.Depth + 1));
            }
        }

        return root;
    }

    /// <summary>The one message of a kind; null where there is none.</summary>
    private static MetadataBytes? Only(List<HeaderMessage> header, HeaderMessageType type)
    {
        MetadataBytes[] found = header.Where(message => message.Type == type).Select(message => message.Bytes).ToArray();
        return found.Length < 2 ? found.SingleOrDefault() : throw Hdf5Error.Invalid($"{found[0].What} has its {type.ToString().ToLowerInvariant()} twice");
    }

    private static MetadataBytes Require(List<HeaderMessage> header, HeaderMessageType type, string path) =>
        Only(header, type) ?? throw Hdf5Error.Invalid($"the header of '{path}' lacks its {type.ToString().ToLowerInvariant()}");

    private List<HeaderMessage> ReadHeader(long address, string what)
    {
        if (!addresses.Add(address))
            throw Hdf5Error.NotSupported($"{what} is a second hard link to an object, or a cycle");
        return addresses.Count <= MaxObjects ? headers.Read(address, what) : throw Hdf5Error.NotSupported($"it has more than {MaxObjects} groups and datasets");
    }

    private IEnumerable<GroupEntry> Entries(List<HeaderMessage> header, string what, SymbolTableAddress? repeated)
    {
        SymbolTableAddress? table = Only(header, HeaderMessageType.SymbolTable) is { } bytes ? new(bytes.RequireAddress(), bytes.RequireAddress()) : null;
        if (repeated is not null && table is not null && repeated != table)
            throw Hdf5Error.Invalid($"its superblock and {what} contradict each other");
        if (table is { } old)
            return symbols.Read(old, what);
        MetadataBytes info = Only(header, HeaderMessageType.LinkInfo) ?? throw Hdf5Error.NotSupported($"{what} is neither a group nor a dataset");
        return header.Where(message => message.Type == HeaderMessageType.Link).Select(message => LinkReader.Read(message.Bytes)).Concat(links.ReadHeap(info, what));
    }

    private string PathOf(Hdf5FileGroup group, string name)
    {
        if (name is "" or "." || name.Contains('/'))
            throw Hdf5Error.Invalid($"{group.Where} has something that is named '{name}'");
        string path = $"{group.Path}/{name}";
        pathCharacters += path.Length;
        if (pathCharacters > MaxPathCharacters)
            throw Hdf5Error.NotSupported("its names are too long");
        return group.Groups.ContainsKey(name) || group.Datasets.ContainsKey(name) ? throw Hdf5Error.Invalid($"it has '{path}' twice") : path;
    }

    private Hdf5FileDataset ReadDataset(List<HeaderMessage> header, string name, string path, IReadOnlyDictionary<string, string> texts)
    {
        if (header.Any(message => message.Type is HeaderMessageType.SymbolTable or HeaderMessageType.LinkInfo))
            throw Hdf5Error.Invalid($"'{path}' is a dataset and a group");
        Hdf5Type type = DatatypeReader.Read(Require(header, HeaderMessageType.Datatype, path));
        long[] shape = DataspaceReader.Read(Require(header, HeaderMessageType.Dataspace, path));
        DataLayout layout = DataLayout.Read(Require(header, HeaderMessageType.Layout, path));
        string described = $"'{path}' of shape ({string.Join(", ", shape)}) and type {type}";
        if (shape.Aggregate((Int128)type.Size, (bytes, size) => Int128.Min(bytes * size, long.MaxValue)) != layout.Size)
            throw Hdf5Error.Invalid($"{described} has {layout.Size} bytes");
        if (layout.Address is { } address && (layout.Size > source.Length || address > source.Length - layout.Size))
            throw Hdf5Error.Invalid($"{described} would have {layout.Size} bytes at {address}, but the file has {source.Length}");
        if (layout is { Address: null, Bytes.IsEmpty: true, Size: > 0 })
            throw Hdf5Error.NotSupported($"{described} has no values, because none were ever written");
        source.UseValues(layout.Size);
        if (type == new Hdf5Type(Hdf5Class.Opaque, Hdf5Type.BFloat16.Size) && texts.GetValueOrDefault("dtype") == Hdf5Type.BFloat16.Name)
            type = Hdf5Type.BFloat16;
        return new Hdf5FileDataset(name, path, type, shape, texts, source, layout);
    }
}
