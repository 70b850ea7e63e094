namespace KerasPS.Data.Images;

/// <summary>One scan of a JPEG file: some frequencies of some components, all of them at once or some bits of them.</summary>
internal sealed class JpegScan
{
    /// <summary>Blocks list frequencies along diagonals; this is where each belongs in the order of rows.</summary>
    public static readonly byte[] Order =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private const int RestartMarkers = 8;

    private readonly JpegBits bits;
    private readonly bool isProgressive;
    private readonly int first;
    private readonly int last;
    private readonly bool isRefinement;
    private readonly int low;

    /// <summary>How many more blocks have no further frequencies in this scan.</summary>
    private int emptyBlocks;

    public JpegScan(JpegBits bits, bool isProgressive, int first, int last, int high, int low)
    {
        bool isRight = isProgressive
            ? first <= last && last < JpegComponent.BlockSize && (first > 0 || last == 0) && low <= 13 && (high == 0 || high == low + 1)
            : first == 0 && last == JpegComponent.BlockSize - 1 && high == 0 && low == 0;
        if (!isRight)
            throw new InvalidDataException($"a scan is of the frequencies {first} to {last} and the bits {high} to {low}, which cannot be");
        (this.bits, this.isProgressive, this.first, this.last, this.low) = (bits, isProgressive, first, last, low);
        isRefinement = high > 0;
    }

    /// <summary>Reads the scan into its components' frequencies.</summary>
    /// <param name="parts">The components with their codes.</param>
    /// <param name="unitsWide">The units of all components side by side.</param>
    /// <param name="unitsHigh">The units of all components above each other.</param>
    /// <param name="restartInterval">After so many units there is a marker; 0 for none.</param>
    public void Read(IReadOnlyList<Part> parts, int unitsWide, int unitsHigh, int restartInterval)
    {
        bool isAlone = parts.Count == 1;
        if (isAlone)
            (unitsWide, unitsHigh) = (parts[0].Component.BlocksWide, parts[0].Component.BlocksHigh);
        else if (first > 0)
            throw new InvalidDataException("a scan has frequencies of several components");
        long unit = 0;
        for (int row = 0; row < unitsHigh; row++)
        {
            for (int column = 0; column < unitsWide; column++, unit++)
            {
                if (restartInterval > 0 && unit > 0 && unit % restartInterval == 0)
                    Restart(parts, (int)((unit / restartInterval) - 1) % RestartMarkers);
                foreach (Part part in parts)
                    ReadUnit(part, row, column, isAlone);
            }
        }
    }

    private void Restart(IReadOnlyList<Part> parts, int number)
    {
        bits.Restart(number);
        emptyBlocks = 0;
        foreach (Part part in parts)
            part.Prediction = 0;
    }

    private void ReadUnit(Part part, int row, int column, bool isAlone)
    {
        JpegComponent component = part.Component;
        if (isAlone)
        {
            ReadBlock(part, component.BlockAt(row, column));
            return;
        }

        for (int y = 0; y < component.Vertical; y++)
        {
            for (int x = 0; x < component.Horizontal; x++)
                ReadBlock(part, component.BlockAt((row * component.Vertical) + y, (column * component.Horizontal) + x));
        }
    }

    private void ReadBlock(Part part, Span<short> block)
    {
        if (first == 0 && isRefinement)
            block[0] |= (short)(bits.Read(1) << low);
        else if (first == 0)
            block[0] = (short)(ReadMean(part) << low);
        if (!isProgressive)
            ReadAll(part.Rest, block);
        else if (first > 0 && isRefinement)
            Refine(part.Rest, block);
        else if (first > 0)
            ReadSome(part.Rest, block);
    }

    /// <summary>The mean is stored as its difference from that of the block before.</summary>
    private int ReadMean(Part part)
    {
        int size = CodeOf(part.Mean).Read(bits);
        if (size > 15)
            throw Damaged();
        part.Prediction += bits.ReadSigned(size);
        return part.Prediction;
    }

    private void ReadAll(JpegCode? code, Span<short> block)
    {
        for (int k = 1; k < JpegComponent.BlockSize; k++)
        {
            (int zeros, int size) = Math.DivRem(CodeOf(code).Read(bits), 16);
            if (size == 0 && zeros != 15)
                return;
            k += zeros;
            if (k >= JpegComponent.BlockSize)
                throw Damaged();
            block[Order[k]] = (short)bits.ReadSigned(size);
        }
    }

    private void ReadSome(JpegCode? code, Span<short> block)
    {
        if (emptyBlocks > 0)
        {
            emptyBlocks--;
            return;
        }

        for (int k = first; k <= last; k++)
        {
            (int zeros, int size) = Math.DivRem(CodeOf(code).Read(bits), 16);
            if (size == 0 && zeros != 15)
            {
                emptyBlocks = (1 << zeros) + bits.Read(zeros) - 1;
                return;
            }

            k += zeros;
            if (k > last)
                throw Damaged();
            block[Order[k]] = (short)(bits.ReadSigned(size) << low);
        }
    }

    /// <summary>One more bit of the frequencies that are not zero, and those that become so with it.</summary>
    private void Refine(JpegCode? code, Span<short> block)
    {
        int k = first;
        while (emptyBlocks == 0 && k <= last)
        {
            (int zeros, int size) = Math.DivRem(CodeOf(code).Read(bits), 16);
            if (size > 1)
                throw Damaged();
            if (size == 0 && zeros != 15)
            {
                emptyBlocks = (1 << zeros) + bits.Read(zeros);
                break;
            }

            short value = size == 0 ? (short)0 : (short)(bits.Read(1) == 1 ? 1 << low : -1 << low);
            for (; k <= last; k++)
            {
                ref short known = ref block[Order[k]];
                if (known != 0)
                    RefineOne(ref known);
                else if (--zeros < 0)
                    break;
            }

            if (k > last && size != 0)
                throw Damaged();
            if (size != 0)
                block[Order[k]] = value;
            k++;
        }

        if (emptyBlocks == 0)
            return;
        for (; k <= last; k++)
        {
            ref short known = ref block[Order[k]];
            if (known != 0)
                RefineOne(ref known);
        }

        emptyBlocks--;
    }

    private void RefineOne(ref short known)
    {
        int bit = 1 << low;
        if (bits.Read(1) == 1 && (known & bit) == 0)
            known += (short)(known > 0 ? bit : -bit);
    }

    private static JpegCode CodeOf(JpegCode? code) => code ?? throw new InvalidDataException("a scan has no Huffman code");

    private static InvalidDataException Damaged() => new("its compressed pixels are damaged");

    /// <summary>A component in a scan.</summary>
    internal sealed class Part(JpegComponent component, JpegCode? mean, JpegCode? rest)
    {
        public JpegComponent Component => component;

        /// <summary>The code of means.</summary>
        public JpegCode? Mean => mean;

        /// <summary>The code of all other frequencies.</summary>
        public JpegCode? Rest => rest;

        /// <summary>The mean of the block before.</summary>
        public int Prediction { get; set; }
    }
}
