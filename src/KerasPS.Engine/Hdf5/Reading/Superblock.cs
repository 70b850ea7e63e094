namespace KerasPS.Hdf5.Reading;

/// <summary>The superblock of a file (format specification, II.A).</summary>
/// <param name="Root">The address of the root's header.</param>
/// <param name="EntriesPerNode">Half of the entries in a symbol node.</param>
/// <param name="ChildrenPerNode">Half of the children in a tree node of a group.</param>
/// <param name="RootTable">The addresses of the root's B-tree and local heap, where the superblock repeats them.</param>
internal sealed record Superblock(long Root, int EntriesPerNode, int ChildrenPerNode, SymbolTableAddress? RootTable)
{
    private const string What = "its superblock";
    private const int Version0Size = 96;
    private const int Version2Size = 48;

    /// <summary>Reads it.</summary>
    public static Superblock Read(MetadataSource source)
    {
        if (source.Length < Version2Size)
            throw Hdf5Error.Invalid("it is too short");
        MetadataBytes start = source.Peek(0, Superblocks.Signature.Length + 1, What);
        if (!start.Take(Superblocks.Signature.Length).SequenceEqual(Superblocks.Signature))
            throw Hdf5Error.Invalid("it does not begin with HDF5's signature");
        byte version = start.U8();
        int before = Superblocks.Signature.Length + 1;
        switch (version)
        {
            case 0:
                MetadataBytes old = source.Read(0, Version0Size, What);
                old.Skip(before);
                return ReadVersion0(old, source.Length);
            case 2 or 3:
                MetadataBytes whole = source.Read(0, Version2Size, What).RequireChecksum();
                whole.Skip(before);
                return ReadVersion2(whole, source.Length);
            default:
                throw Hdf5Error.NotSupported($"{What} is of version {version}");
        }
    }

    private static Superblock ReadVersion0(MetadataBytes bytes, long length)
    {
        bytes.RequireVersion(0);
        bytes.RequireVersion(0);
        bytes.Skip(1);
        bytes.RequireVersion(0);
        RequireSizes(bytes);
        bytes.Skip(1);
        int entries = bytes.U16();
        int children = bytes.U16();
        if (entries == 0 || children == 0)
            throw Hdf5Error.Invalid("its nodes have no room");
        bytes.Skip(4);
        RequireWholeFile(bytes.RequireAddress(), null, length);
        if (bytes.Address() is not null)
            throw Hdf5Error.NotSupported("it has free-space information");
        RequireWholeFile(0, bytes.RequireAddress(), length);
        if (bytes.Address() is not null)
            throw Hdf5Error.NotSupported("it needs a driver, so it may be one of several files");
        bytes.Skip(8);
        long root = bytes.RequireAddress();
        uint cached = bytes.U32();
        bytes.Skip(4);
        return new Superblock(root, entries, children, cached == 1 ? new SymbolTableAddress(bytes.RequireAddress(), bytes.RequireAddress()) : null);
    }

    private static Superblock ReadVersion2(MetadataBytes bytes, long length)
    {
        RequireSizes(bytes);
        bytes.Skip(1);
        RequireWholeFile(bytes.RequireAddress(), null, length);
        if (bytes.Address() is not null)
            throw Hdf5Error.NotSupported("it has a superblock extension");
        RequireWholeFile(0, bytes.RequireAddress(), length);
        return new Superblock(bytes.RequireAddress(), 4, 16, null);
    }

    private static void RequireSizes(MetadataBytes bytes)
    {
        (byte addresses, byte lengths) = (bytes.U8(), bytes.U8());
        if ((addresses, lengths) is not (8, 8))
            throw Hdf5Error.NotSupported($"its addresses have {addresses} bytes and its lengths {lengths}, instead of 8");
    }

    private static void RequireWholeFile(long start, long? end, long length)
    {
        if (start != 0)
            throw Hdf5Error.NotSupported($"its base address is {start} instead of 0");
        if (end is { } at && at != length)
            throw Hdf5Error.Invalid($"it was {at} bytes long when it was written, and is {length} now");
    }
}
