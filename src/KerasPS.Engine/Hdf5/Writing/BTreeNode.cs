namespace KerasPS.Hdf5.Writing;

/// <summary>A node of the tree that finds a group's entries by name (format specification, III.A.1).</summary>
/// <param name="level">0 above symbol nodes.</param>
/// <param name="nameBefore">The heap offset of the last name before this node, 0 for none.</param>
/// <param name="children">The nodes below, each with the heap offset of the last name in it.</param>
internal sealed class BTreeNode(int level, int nameBefore, (FileBlock Node, int LastName)[] children) : FileBlock
{
    /// <summary>Half of the children that a node has room for.</summary>
    public const int HalfCapacity = 16;

    public override int Size => 24 + (8 * ((4 * HalfCapacity) + 1));

    /// <summary>The nodes beside it on the same level.</summary>
    public BTreeNode? Left { get; set; }

    /// <inheritdoc cref="Left"/>
    public BTreeNode? Right { get; set; }

    public override void Write(MetadataBuffer buffer)
    {
        buffer.Signature("TREE").U8(0).U8(level).U16(children.Length);
        foreach (BTreeNode? sibling in new[] { Left, Right })
            _ = sibling is null ? buffer.NoAddress() : buffer.U64(sibling.Address);
        buffer.U64(nameBefore);
        foreach ((FileBlock node, int lastName) in children)
            buffer.U64(node.Address).U64(lastName);
    }
}
