namespace KerasPS.Data.Images;

/// <summary>One scan of a JPEG file: some coefficients of some components, complete or some of their bits (successive approximation).</summary>
internal sealed class JpegScan
{
    /// <summary>Where each coefficient of the zig-zag sequence belongs in the order of rows.</summary>
    public static readonly byte[] ZigZag =
    [
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
        35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
    ];

    private const int RestartMarkers = 8;

    private readonly JpegBitReader bits;
    private readonly bool isProgressive;
    private readonly int spectralStart;
    private readonly int spectralEnd;
    private readonly bool isRefinement;
    private readonly int low;

    /// <summary>How many more blocks have no further coefficients in this scan: the standard's EOBRUN.</summary>
    private int endOfBandRun;

    public JpegScan(JpegBitReader bits, bool isProgressive, int spectralStart, int spectralEnd, int high, int low)
    {
        bool isRight = isProgressive
            ? spectralStart <= spectralEnd && spectralEnd < JpegComponent.BlockSize && (spectralStart > 0 || spectralEnd == 0) && low <= 13 && (high == 0 || high == low + 1)
            : spectralStart == 0 && spectralEnd == JpegComponent.BlockSize - 1 && high == 0 && low == 0;
        if (!isRight)
            throw new InvalidDataException($"a scan has the spectral selection {spectralStart} to {spectralEnd} and the successive approximation {high} to {low}, which are not valid");
        (this.bits, this.isProgressive, this.spectralStart, this.spectralEnd, this.low) = (bits, isProgressive, spectralStart, spectralEnd, low);
        isRefinement = high > 0;
    }

    /// <summary>Reads the scan into its components' coefficients.</summary>
    /// <param name="parts">The components with their Huffman tables.</param>
    /// <param name="mcusWide">The MCUs (minimum coded units) side by side, where the scan has several components.</param>
    /// <param name="mcusHigh">The MCUs above each other.</param>
    /// <param name="restartInterval">The number of MCUs between restart markers; 0 for none.</param>
    public void Read(IReadOnlyList<ScanComponent> parts, int mcusWide, int mcusHigh, int restartInterval)
    {
        bool isAlone = parts.Count == 1;
        if (isAlone)
            (mcusWide, mcusHigh) = (parts[0].Component.BlocksWide, parts[0].Component.BlocksHigh);
        else if (spectralStart > 0)
            throw new InvalidDataException("a scan of AC coefficients has several components");
        long mcu = 0;
        for (int row = 0; row < mcusHigh; row++)
        {
            for (int column = 0; column < mcusWide; column++, mcu++)
            {
                if (restartInterval > 0 && mcu > 0 && mcu % restartInterval == 0)
                    Restart(parts, (int)((mcu / restartInterval) - 1) % RestartMarkers);
                foreach (ScanComponent part in parts)
                    ReadMcu(part, row, column, isAlone);
            }
        }
    }

    private void Restart(IReadOnlyList<ScanComponent> parts, int number)
    {
        bits.Restart(number);
        endOfBandRun = 0;
        foreach (ScanComponent part in parts)
            part.Prediction = 0;
    }

    private void ReadMcu(ScanComponent part, int row, int column, bool isAlone)
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

    private void ReadBlock(ScanComponent part, Span<short> block)
    {
        if (spectralStart == 0 && isRefinement)
            block[0] |= (short)(bits.Read(1) << low);
        else if (spectralStart == 0)
            block[0] = (short)(ReadDc(part) << low);
        if (!isProgressive)
            ReadAc(part.AcTable, block);
        else if (spectralStart > 0 && isRefinement)
            RefineAcBand(part.AcTable, block);
        else if (spectralStart > 0)
            ReadAcBand(part.AcTable, block);
    }

    /// <summary>The DC coefficient is stored as its difference from that of the block before.</summary>
    private int ReadDc(ScanComponent part)
    {
        int size = Required(part.DcTable).Read(bits);
        if (size > 15)
            throw Damaged();
        part.Prediction += bits.ReadSigned(size);
        return part.Prediction;
    }

    private void ReadAc(JpegHuffmanTable? table, Span<short> block)
    {
        for (int k = 1; k < JpegComponent.BlockSize; k++)
        {
            (int zeros, int size) = Math.DivRem(Required(table).Read(bits), 16);
            if (size == 0 && zeros != 15)
                return;
            k += zeros;
            if (k >= JpegComponent.BlockSize)
                throw Damaged();
            block[ZigZag[k]] = (short)bits.ReadSigned(size);
        }
    }

    private void ReadAcBand(JpegHuffmanTable? table, Span<short> block)
    {
        if (endOfBandRun > 0)
        {
            endOfBandRun--;
            return;
        }

        for (int k = spectralStart; k <= spectralEnd; k++)
        {
            (int zeros, int size) = Math.DivRem(Required(table).Read(bits), 16);
            if (size == 0 && zeros != 15)
            {
                endOfBandRun = (1 << zeros) + bits.Read(zeros) - 1;
                return;
            }

            k += zeros;
            if (k > spectralEnd)
                throw Damaged();
            block[ZigZag[k]] = (short)(bits.ReadSigned(size) << low);
        }
    }

    /// <summary>One more bit of the coefficients that are not zero, and those that become so with it.</summary>
    private void RefineAcBand(JpegHuffmanTable? table, Span<short> block)
    {
        int k = spectralStart;
        while (endOfBandRun == 0 && k <= spectralEnd)
        {
            (int zeros, int size) = Math.DivRem(Required(table).Read(bits), 16);
            if (size > 1)
                throw Damaged();
            if (size == 0 && zeros != 15)
            {
                endOfBandRun = (1 << zeros) + bits.Read(zeros);
                break;
            }

            short value = size == 0 ? (short)0 : (short)(bits.Read(1) == 1 ? 1 << low : -1 << low);
            for (; k <= spectralEnd; k++)
            {
                ref short known = ref block[ZigZag[k]];
                if (known != 0)
                    RefineCoefficient(ref known);
                else if (--zeros < 0)
                    break;
            }

            if (k > spectralEnd && size != 0)
                throw Damaged();
            if (size != 0)
                block[ZigZag[k]] = value;
            k++;
        }

        if (endOfBandRun == 0)
            return;
        for (; k <= spectralEnd; k++)
        {
            ref short known = ref block[ZigZag[k]];
            if (known != 0)
                RefineCoefficient(ref known);
        }

        endOfBandRun--;
    }

    private void RefineCoefficient(ref short known)
    {
        int bit = 1 << low;
        if (bits.Read(1) == 1 && (known & bit) == 0)
            known += (short)(known > 0 ? bit : -bit);
    }

    private static JpegHuffmanTable Required(JpegHuffmanTable? table) => table ?? throw new InvalidDataException("a scan has no Huffman table");

    private static InvalidDataException Damaged() => new("its compressed data are damaged");

    /// <summary>A component in a scan.</summary>
    internal sealed class ScanComponent(JpegComponent component, JpegHuffmanTable? dcTable, JpegHuffmanTable? acTable)
    {
        public JpegComponent Component => component;

        /// <summary>The Huffman table of DC coefficients.</summary>
        public JpegHuffmanTable? DcTable => dcTable;

        /// <summary>The Huffman table of AC coefficients.</summary>
        public JpegHuffmanTable? AcTable => acTable;

        /// <summary>The DC coefficient of the block before.</summary>
        public int Prediction { get; set; }
    }
}
