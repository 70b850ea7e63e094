namespace KerasPS.Hdf5.Writing;

/// <summary>The symbol table of a group: its local heap of names, its entries and the B-tree above them.</summary>
internal sealed class GroupIndex
{
    /// <summary>Makes the table.</summary>
    /// <param name="entries">The group's entries in the order of their names.</param>
    public GroupIndex(IEnumerable<(string Name, ObjectHeader Header)> entries)
    {
        SymbolTableNode.Entry[] symbols = entries.Select(entry => new SymbolTableNode.Entry(Names.Add(entry.Name), entry.Header)).ToArray();
        (FileBlock Node, int LastName)[] nodes = symbols.Chunk(2 * SymbolTableNode.HalfCapacity)
            .Select(chunk => ((FileBlock)new SymbolTableNode(chunk), chunk[^1].LinkNameOffset)).ToArray();
        List<FileBlock> blocks = [Names, .. nodes.Select(node => node.Node)];
        for (int level = 0; level == 0 || nodes.Length > 1; level++)
        {
            nodes = Above(level, nodes);
            blocks.AddRange(nodes.Select(node => node.Node));
        }

        Root = nodes[0].Node;
        Blocks = blocks;
    }

    public LocalHeap Names { get; } = new();

    public FileBlock Root { get; }

    public IReadOnlyList<FileBlock> Blocks { get; }

    private static (FileBlock Node, int LastName)[] Above(int level, (FileBlock Node, int LastName)[] nodes)
    {
        List<(FileBlock Node, int LastName)> above = [];
        BTreeNode? left = null;
        foreach ((FileBlock Node, int LastName)[] chunk in nodes.Length == 0 ? [[]] : nodes.Chunk(2 * BTreeNode.HalfCapacity))
        {
            BTreeNode node = new(level, above.Count == 0 ? 0 : above[^1].LastName, chunk) { Left = left };
            if (left is not null)
                left.Right = node;
            left = node;
            above.Add((node, chunk.Length == 0 ? 0 : chunk[^1].LastName));
        }

        return [.. above];
    }
}
