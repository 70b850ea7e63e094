namespace KerasPS.Hdf5.Writing;

/// <summary>A global heap collection: the strings that attributes refer to (format specification, III.E).</summary>
internal sealed class GlobalHeap : FileBlock
{
    private const int HeaderSize = 16;
    private const int MinSize = 4096;
    private const int MaxTexts = 1000;

    private readonly List<byte[]> texts = [];

    /// <summary>Whether strings should go into another collection.</summary>
    public bool IsFull => texts.Count >= MaxTexts;

    public override int Size => Math.Max(MinSize, Used);

    private int Used => HeaderSize + texts.Sum(text => HeaderSize + MetadataBuffer.Padded(text.Length));

    /// <summary>Adds a string.</summary>
    public GlobalHeapObject Add(byte[] text)
    {
        texts.Add(text);
        return new GlobalHeapObject(this, texts.Count, text.Length);
    }

    /// <summary>Overwrites a string with another one of the same length.</summary>
    public void Replace(GlobalHeapObject text, byte[] by) => by.CopyTo(texts[text.Index - 1], 0);

    public override void Write(MetadataBuffer buffer)
    {
        buffer.Signature("GCOL").U8(1).Zeros(3).U64(Size);
        for (int i = 0; i < texts.Count; i++)
            buffer.U16(i + 1).U16(0).Zeros(4).U64(texts[i].Length).Bytes(texts[i]).Zeros(MetadataBuffer.Padded(texts[i].Length) - texts[i].Length);
        if (Size - Used >= HeaderSize)
            buffer.Zeros(8).U64(Size - Used);
    }
}
