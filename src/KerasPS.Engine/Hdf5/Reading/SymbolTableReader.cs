namespace KerasPS.Hdf5.Reading;

/// <summary>Reads groups of symbol tables: a B-tree of nodes with entries, whose names are in a local heap (format specification, III.A.1, III.C and III.D).</summary>
internal sealed class SymbolTableReader(MetadataSource source, Superblock superblock)
{
    private const int HeapHeader = 32;
    private const int EntrySize = 40;
    private const int MaxTreeDepth = 8;
    private const uint SoftLink = 2;

    /// <summary>Reads the entries of a group.</summary>
    /// <param name="table">Where they are.</param>
    /// <param name="what">Whose they are, for errors.</param>
    public IEnumerable<GroupEntry> Read(SymbolTableAddress table, string what)
    {
        ReadOnlyMemory<byte> names = ReadNames(table.Names, $"the names of {what}");
        what = $"the entries of {what}";
        Stack<(long Address, int? Level)> nodes = new([(table.Tree, null)]);
        while (nodes.TryPop(out (long Address, int? Level) node))
        {
            if (node.Level is -1)
            {
                foreach (GroupEntry entry in ReadEntries(node.Address, names, what))
                    yield return entry;
                continue;
            }

            (int level, long[] children) = ReadTreeNode(node.Address, what);
            if (level >= MaxTreeDepth || (node.Level is { } expected && level != expected))
                throw Hdf5Error.Invalid($"a node of {what} is on level {level}");
            for (int i = children.Length - 1; i >= 0; i--)
                nodes.Push((children[i], level - 1));
        }
    }

    private ReadOnlyMemory<byte> ReadNames(long address, string what)
    {
        MetadataBytes header = source.Read(address, HeapHeader, what);
        header.RequireSignature("HEAP");
        header.RequireVersion(0);
        header.Skip(3);
        long size = header.Number();
        header.Skip(8);
        return source.Read(header.RequireAddress(), size, what).Take((int)size).ToArray();
    }

    private (int Level, long[] Children) ReadTreeNode(long address, string what)
    {
        int most = 2 * superblock.ChildrenPerNode;
        MetadataBytes node = source.Read(address, 24 + (8L * ((2 * most) + 1)), what);
        node.RequireSignature("TREE");
        if (node.U8() != 0)
            throw Hdf5Error.Invalid($"{what} are in a B-tree that is not a group's");
        int level = node.U8();
        int count = node.U16();
        if (count > most)
            throw Hdf5Error.Invalid($"a node of {what} has {count} of at most {most} children");
        node.Skip(16 + 8);
        long[] children = new long[count];
        for (int i = 0; i < count; i++)
        {
            children[i] = node.RequireAddress();
            node.Skip(8);
        }

        return (level, children);
    }

    private IEnumerable<GroupEntry> ReadEntries(long address, ReadOnlyMemory<byte> names, string what)
    {
        int most = 2 * superblock.EntriesPerNode;
        MetadataBytes node = source.Read(address, 8 + ((long)most * EntrySize), what);
        node.RequireSignature("SNOD");
        node.RequireVersion(1);
        node.Skip(1);
        int count = node.U16();
        if (count > most)
            throw Hdf5Error.Invalid($"a node of {what} has {count} of at most {most} entries");
        for (int i = 0; i < count; i++)
        {
            long offset = node.Number();
            if (offset >= names.Length)
                throw Hdf5Error.Invalid($"{what} have a name at offset {offset} of {names.Length}");
            string name = new MetadataBytes(names[(int)offset..], what).Text(names.Length - (int)offset);
            source.UseString(name.Length);
            long? header = node.Address();
            if (node.U32() == SoftLink)
                throw Hdf5Error.NotSupported($"'{name}', one of {what}, is a soft link");
            node.Skip(20);
            yield return new GroupEntry(name, header ?? throw Hdf5Error.Invalid($"'{name}', one of {what}, has no address"));
        }
    }
}
