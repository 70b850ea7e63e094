namespace KerasPS.Data.Images;

/// <summary>One component of a JPEG image, e.g. the brightness: its blocks of 8 by 8 frequencies, and what they become.</summary>
internal sealed class JpegComponent(byte id, int horizontal, int vertical, int table)
{
    /// <summary>The number of values in a block.</summary>
    public const int BlockSize = 64;

    private const int Side = 8;

    /// <summary>The number by which scans name it.</summary>
    public byte Id => id;

    /// <summary>How many blocks of it lie side by side in a unit of all components.</summary>
    public int Horizontal => horizontal;

    /// <summary>How many blocks of it lie above each other in a unit of all components.</summary>
    public int Vertical => vertical;

    /// <summary>The number of its table of step sizes.</summary>
    public int Table => table;

    /// <summary>The step sizes of its frequencies, known with its first scan; they count in the order of rows.</summary>
    public int[]? Steps { get; set; }

    /// <summary>The width in samples.</summary>
    public int Width { get; private set; }

    /// <summary>The height in samples.</summary>
    public int Height { get; private set; }

    /// <summary>The blocks of a row that have samples of the image.</summary>
    public int BlocksWide => (Width + Side - 1) / Side;

    /// <summary>The rows of blocks that have samples of the image.</summary>
    public int BlocksHigh => (Height + Side - 1) / Side;

    /// <summary>The number of blocks from one row to the next, with those that fill up the last unit.</summary>
    public int BlockStride { get; private set; }

    /// <summary>The frequencies, block by block.</summary>
    public short[] Frequencies { get; private set; } = [];

    /// <summary>The number of samples from one row to the next.</summary>
    public int Stride => BlockStride * Side;

    private int BlockRows { get; set; }

    /// <summary>Finds the component's size.</summary>
    /// <returns>The number of its blocks that a file must have bits for.</returns>
    public long Measure(int width, int height, int mostHorizontal, int mostVertical)
    {
        Width = (int)((((long)width * horizontal) + mostHorizontal - 1) / mostHorizontal);
        Height = (int)((((long)height * vertical) + mostVertical - 1) / mostVertical);
        BlockStride = (width + (Side * mostHorizontal) - 1) / (Side * mostHorizontal) * horizontal;
        BlockRows = (height + (Side * mostVertical) - 1) / (Side * mostVertical) * vertical;
        return (long)BlocksWide * BlocksHigh;
    }

    /// <summary>Takes memory for the frequencies.</summary>
    public void Allocate() => Frequencies = new short[BlockStride * BlockRows * BlockSize];

    /// <summary>The frequencies of a block.</summary>
    public Span<short> BlockAt(int row, int column) => Frequencies.AsSpan(((row * BlockStride) + column) * BlockSize, BlockSize);

    /// <summary>The samples, in rows of <see cref="Stride"/>.</summary>
    public byte[] ToSamples()
    {
        byte[] samples = new byte[Frequencies.Length];
        Span<int> work = stackalloc int[BlockSize];
        for (int row = 0; row < BlocksHigh; row++)
        {
            for (int column = 0; column < BlocksWide; column++)
                JpegTransform.Inverse(BlockAt(row, column), Steps!, work, samples.AsSpan((row * Side * Stride) + (column * Side)), Stride);
        }

        return samples;
    }
}
