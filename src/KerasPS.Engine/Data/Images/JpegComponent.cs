namespace KerasPS.Data.Images;

/// <summary>One component of a JPEG image, e.g. the luma: its blocks of 8 by 8 DCT coefficients, and what they become.</summary>
internal sealed class JpegComponent(byte id, int horizontal, int vertical, int quantizationTableId)
{
    /// <summary>The number of values in a block.</summary>
    public const int BlockSize = 64;

    private const int Side = 8;

    /// <summary>The number by which scans name it.</summary>
    public byte Id => id;

    /// <summary>The horizontal sampling factor: how many of its blocks lie side by side in an MCU.</summary>
    public int Horizontal => horizontal;

    /// <summary>The vertical sampling factor: how many of its blocks lie above each other in an MCU.</summary>
    public int Vertical => vertical;

    /// <summary>The destination of its quantization table.</summary>
    public int QuantizationTableId => quantizationTableId;

    /// <summary>The quantization table, known with its first scan; in the order of rows.</summary>
    public int[]? QuantizationTable { get; set; }

    /// <summary>The width in samples.</summary>
    public int Width { get; private set; }

    /// <summary>The height in samples.</summary>
    public int Height { get; private set; }

    /// <summary>The blocks of a row that have samples of the image.</summary>
    public int BlocksWide => (Width + Side - 1) / Side;

    /// <summary>The rows of blocks that have samples of the image.</summary>
    public int BlocksHigh => (Height + Side - 1) / Side;

    /// <summary>The number of blocks from one row to the next, with those that pad the last MCU.</summary>
    public int BlockStride { get; private set; }

    /// <summary>The quantized DCT coefficients, block by block.</summary>
    public short[] Coefficients { get; private set; } = [];

    /// <summary>The number of samples from one row to the next.</summary>
    public int Stride => BlockStride * Side;

    private int BlockRows { get; set; }

    /// <summary>Finds the component's size.</summary>
    /// <returns>The number of its blocks that a file must have bits for.</returns>
    public long Measure(int width, int height, int maxHorizontal, int maxVertical)
    {
        Width = (int)((((long)width * horizontal) + maxHorizontal - 1) / maxHorizontal);
        Height = (int)((((long)height * vertical) + maxVertical - 1) / maxVertical);
        BlockStride = (width + (Side * maxHorizontal) - 1) / (Side * maxHorizontal) * horizontal;
        BlockRows = (height + (Side * maxVertical) - 1) / (Side * maxVertical) * vertical;
        return (long)BlocksWide * BlocksHigh;
    }

    /// <summary>Takes memory for the coefficients.</summary>
    public void Allocate() => Coefficients = new short[BlockStride * BlockRows * BlockSize];

    /// <summary>The coefficients of a block.</summary>
    public Span<short> BlockAt(int row, int column) => Coefficients.AsSpan(((row * BlockStride) + column) * BlockSize, BlockSize);

    /// <summary>The samples, in rows of <see cref="Stride"/>.</summary>
    public byte[] ToSamples()
    {
        byte[] samples = new byte[Coefficients.Length];
        Span<int> work = stackalloc int[BlockSize];
        for (int row = 0; row < BlocksHigh; row++)
        {
            for (int column = 0; column < BlocksWide; column++)
                JpegInverseDct.Apply(BlockAt(row, column), QuantizationTable!, work, samples.AsSpan((row * Side * Stride) + (column * Side)), Stride);
        }

        return samples;
    }
}
