using System.Numerics;

namespace KerasPS.Hdf5.Reading;

/// <summary>A version 2 B-tree of records of one size (format specification, III.A.2).</summary>
internal sealed class BTreeV2
{
    private const int HeaderSize = 38;
    private const int NodeOverhead = 10;
    private const int MaxTreeDepth = 8;

    private readonly MetadataSource source;
    private readonly string what;
    private readonly int type;
    private readonly int recordSize;
    private readonly int nodeSize;
    private readonly int depth;
    private readonly long? root;
    private readonly int rootRecords;
    private readonly long totalRecords;

    public BTreeV2(MetadataSource source, long address, int type, int recordSize, string what)
    {
        (this.source, this.type, this.recordSize, this.what) = (source, type, recordSize, what);
        MetadataBytes header = source.Read(address, HeaderSize, what).RequireChecksum();
        header.RequireSignature("BTHD");
        header.RequireVersion(0);
        (int foundType, uint foundNodeSize, int foundSize) = (header.U8(), header.U32(), header.U16());
        if (foundType != type || foundSize != recordSize || foundNodeSize < NodeOverhead + recordSize || foundNodeSize > source.Length)
            throw Hdf5Error.Invalid($"{what} are in a B-tree of type {foundType} with records of {foundSize} bytes in nodes of {foundNodeSize}");
        nodeSize = (int)foundNodeSize;
        depth = header.U16();
        if (depth > MaxTreeDepth)
            throw Hdf5Error.Invalid($"{what} are in a B-tree of depth {depth}");
        header.Skip(2);
        root = header.Address();
        rootRecords = header.U16();
        totalRecords = header.Number();
    }

    /// <summary>All records, in no order.</summary>
    public IEnumerable<MetadataBytes> Records()
    {
        if (root is null)
            yield break;
        (int[] most, int[] allSize) = Capacities();
        int countSize = SizeFor(most[0]);
        long found = 0;
        Stack<(long Address, int Count, int Level)> nodes = new([(root.Value, rootRecords, depth)]);
        while (nodes.TryPop(out (long Address, int Count, int Level) node))
        {
            if (node.Count > most[node.Level])
                throw Hdf5Error.Invalid($"a node of {what} has {node.Count} of at most {most[node.Level]} records");
            int pointers = node.Level == 0 ? 0 : node.Count + 1;
            int pointerSize = sizeof(long) + countSize + (node.Level > 1 ? allSize[node.Level - 1] : 0);
            MetadataBytes bytes = source.Read(node.Address, NodeOverhead + (node.Count * recordSize) + (pointers * pointerSize), what).RequireChecksum();
            bytes.RequireSignature(node.Level == 0 ? "BTLF" : "BTIN");
            bytes.RequireVersion(0);
            if (bytes.U8() != type)
                throw Hdf5Error.Invalid($"a node of {what} belongs to another B-tree");
            for (int i = 0; i < node.Count; i++, found++)
                yield return bytes.Part(recordSize);
            for (int i = 0; i < pointers; i++)
            {
                nodes.Push((bytes.RequireAddress(), (int)bytes.Number(countSize), node.Level - 1));
                bytes.Skip(pointerSize - sizeof(long) - countSize);
            }
        }

        if (found != totalRecords)
            throw Hdf5Error.Invalid($"{what} are {found} instead of {totalRecords}");
    }

    /// <summary>The bytes that numbers up to this one take.</summary>
    private static int SizeFor(long most) => (BitOperations.Log2((ulong)Math.Max(most, 1)) / 8) + 1;

    /// <summary>How many records a node of each level has room for, and the bytes that the number of all records below it takes.</summary>
    private (int[] Most, int[] AllSize) Capacities()
    {
        int[] most = new int[depth + 1];
        int[] allSize = new int[depth + 1];
        most[0] = (nodeSize - NodeOverhead) / recordSize;
        long all = most[0];
        for (int level = 1; level <= depth; level++)
        {
            int pointerSize = sizeof(long) + SizeFor(most[0]) + allSize[level - 1];
            most[level] = (nodeSize - NodeOverhead - pointerSize) / (recordSize + pointerSize);
            if (most[level] <= 0)
                throw Hdf5Error.Invalid($"{what} are in nodes that are too small");
            all = Math.Min(((most[level] + 1) * all) + most[level], int.MaxValue);
            allSize[level] = SizeFor(all);
        }

        return (most, allSize);
    }
}
