namespace KerasPS.Hdf5.Writing;

/// <summary>Some of the entries of a group (format specification, III.C).</summary>
internal sealed class SymbolTableNode(SymbolTableNode.Entry[] entries) : FileBlock
{
    /// <summary>Half of the entries that a node has room for.</summary>
    public const int HalfCapacity = 4;

    private const int EntrySize = 40;

    public override int Size => 8 + (2 * HalfCapacity * EntrySize);

    public override void Write(MetadataBuffer buffer)
    {
        buffer.Signature("SNOD").U8(1).U8(0).U16(entries.Length);
        foreach (Entry entry in entries)
            buffer.U64(entry.LinkNameOffset).U64(entry.Header.Address).Zeros(24);
    }

    /// <summary>A name, by its offset among the group's names, and the header of what has that name.</summary>
    public readonly record struct Entry(int LinkNameOffset, ObjectHeader Header);
}
