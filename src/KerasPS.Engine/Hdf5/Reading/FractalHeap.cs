using System.Numerics;

namespace KerasPS.Hdf5.Reading;

/// <summary>A fractal heap of small objects, in blocks whose size doubles from row to row (format specification, III.G).</summary>
internal sealed class FractalHeap
{
    private const int HeaderSize = 146;
    private const int MaxBlockSize = 1 << 24;
    private const int MaxRows = 64;

    private readonly MetadataSource source;
    private readonly long header;
    private readonly string what;
    private readonly List<Block> blocks = [];
    private readonly int offsetSize;
    private readonly int lengthSize;
    private readonly bool hasBlockChecksums;
    private readonly int width;
    private readonly long startingBlockSize;
    private readonly long maxDirectBlockSize;

    public FractalHeap(MetadataSource source, long address, string what)
    {
        (this.source, header, this.what) = (source, address, what);
        MetadataBytes bytes = source.Read(address, HeaderSize, what).RequireChecksum();
        bytes.RequireSignature("FRHP");
        bytes.RequireVersion(0);
        bytes.Skip(2);
        if (bytes.U16() != 0)
            throw Hdf5Error.NotSupported($"{what} are compressed or filtered");
        hasBlockChecksums = (bytes.U8() & 2) != 0;
        uint maxObjectSize = bytes.U32();
        bytes.Skip(12 * 8);
        (width, startingBlockSize, maxDirectBlockSize) = (bytes.U16(), bytes.Number(), bytes.Number());
        int heapBits = bytes.U16();
        bytes.Skip(2);
        long? root = bytes.Address();
        int rows = bytes.U16();
        bool isSane = width is > 0 and <= 256 && BitOperations.IsPow2(startingBlockSize) && BitOperations.IsPow2(maxDirectBlockSize)
            && startingBlockSize <= maxDirectBlockSize && maxDirectBlockSize <= MaxBlockSize && heapBits is > 0 and <= 63 && rows <= MaxRows;
        if (!isSane)
            throw Hdf5Error.Invalid($"{what} are in a fractal heap with blocks from {startingBlockSize} to {maxDirectBlockSize} bytes in a table of width {width}");
        offsetSize = (heapBits + 7) / 8;
        lengthSize = (BitOperations.Log2((ulong)Math.Max(1, Math.Min(maxDirectBlockSize, maxObjectSize))) / 8) + 1;
        if (root is { } at)
            ReadBlocks(at, rows);
        blocks.Sort((a, b) => a.Start.CompareTo(b.Start));
    }

    /// <summary>The object that an identifier means.</summary>
    public MetadataBytes Read(MetadataBytes id)
    {
        if ((id.U8() & 0xf0) != 0)
            throw Hdf5Error.NotSupported($"{what} have one that is a tiny or huge object");
        long offset = id.Number(offsetSize);
        long size = id.Number(lengthSize);
        int index = blocks.BinarySearch(new Block(offset, default), Comparer<Block>.Create((a, b) => a.Start.CompareTo(b.Start)));
        index = index >= 0 ? index : ~index - 1;
        if (index < 0 || offset - blocks[index].Start > blocks[index].Bytes.Length - size)
            throw Hdf5Error.Invalid($"{what} have one at offset {offset}, where there is none");
        return new MetadataBytes(blocks[index].Bytes.Slice((int)(offset - blocks[index].Start), (int)size), what);
    }

    private void ReadBlocks(long root, int rows)
    {
        if (rows == 0)
        {
            ReadBlock(root, 0, startingBlockSize);
            return;
        }

        int directRows = BitOperations.Log2((ulong)(maxDirectBlockSize / startingBlockSize)) + 2;
        if (rows > directRows)
            throw Hdf5Error.NotSupported($"{what} are too many");
        int pointers = rows * width;
        MetadataBytes bytes = source.Read(root, 4 + 1 + 8 + offsetSize + (8L * pointers) + sizeof(uint), what).RequireChecksum();
        RequireStart(bytes, "FHIB", 0);
        long offset = 0;
        for (int i = 0; i < pointers; i++)
        {
            int row = i / width;
            long size = row == 0 ? startingBlockSize : startingBlockSize << (row - 1);
            if (bytes.Address() is { } address)
                ReadBlock(address, offset, size);
            offset += size;
        }
    }

    private void ReadBlock(long address, long offset, long size)
    {
        MetadataBytes bytes = source.Read(address, size, what);
        ReadOnlyMemory<byte> content = bytes.Take((int)size).ToArray();
        RequireStart(new MetadataBytes(content, what), "FHDB", offset);
        if (hasBlockChecksums)
            RequireChecksum(content);
        blocks.Add(new Block(offset, content));
    }

    private void RequireStart(MetadataBytes bytes, string signature, long offset)
    {
        bytes.RequireSignature(signature);
        bytes.RequireVersion(0);
        if (bytes.RequireAddress() != header || bytes.Number(offsetSize) != offset)
            throw Hdf5Error.Invalid($"{what} have a block that belongs elsewhere");
    }

    /// <summary>The checksum of a block is in it, and computed as if it were zero.</summary>
    private void RequireChecksum(ReadOnlyMemory<byte> content)
    {
        byte[] copy = content.ToArray();
        Span<byte> sum = copy.AsSpan(4 + 1 + 8 + offsetSize, sizeof(uint));
        uint expected = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(sum);
        sum.Clear();
        if (Lookup3.Hash(copy) != expected)
            throw Hdf5Error.Invalid($"the checksum of {what} does not match, so some of their bytes have changed");
    }

    private readonly record struct Block(long Start, ReadOnlyMemory<byte> Bytes);
}
