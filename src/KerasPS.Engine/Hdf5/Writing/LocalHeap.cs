namespace KerasPS.Hdf5.Writing;

/// <summary>The names in a group (format specification, III.D).</summary>
internal sealed class LocalHeap : FileBlock
{
    private const int HeaderSize = 32;
    private const int NoFreeBlock = 1;

    private readonly List<byte[]> names = [];
    private int segmentSize = 8;

    public override int Size => HeaderSize + segmentSize;

    /// <summary>Adds a name.</summary>
    /// <returns>The offset where it begins; offset 0 has the empty name.</returns>
    public int Add(string name)
    {
        int offset = segmentSize;
        byte[] bytes = Hdf5Names.Encode(name);
        names.Add(bytes);
        segmentSize += MetadataBuffer.Padded(bytes.Length + 1);
        return offset;
    }

    public override void Write(MetadataBuffer buffer)
    {
        buffer.Signature("HEAP").U8(0).Zeros(3).U64(segmentSize).U64(NoFreeBlock).U64(Address + HeaderSize).Zeros(8);
        foreach (byte[] name in names)
            buffer.Bytes(name).Zeros(MetadataBuffer.Padded(name.Length + 1) - name.Length);
    }
}
