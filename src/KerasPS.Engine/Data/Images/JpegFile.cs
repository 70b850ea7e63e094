namespace KerasPS.Data.Images;

/// <summary>One JPEG file while it is read, marker by marker.</summary>
/// <param name="file">The bytes.</param>
internal sealed class JpegFile(byte[] file)
{
    private const int MaxComponents = 4;
    private const int MaxSampling = 4;

    /// <summary>Each scan goes over all blocks, however few bytes it has; no encoder writes as many.</summary>
    private const int MaxScans = 500;

    private readonly ImageBytes bytes = new(file, isBigEndian: true);
    private readonly int[]?[] quantizationTables = new int[4][];
    private readonly JpegHuffmanTable?[] dcTables = new JpegHuffmanTable[4];
    private readonly JpegHuffmanTable?[] acTables = new JpegHuffmanTable[4];
    private JpegComponent[] components = [];
    private int width;
    private int height;
    private bool isProgressive;
    private int restartInterval;
    private bool isJfif;
    private int? adobeTransform;
    private int scans;

    private int MaxHorizontal => components.Max(component => component.Horizontal);

    private int MaxVertical => components.Max(component => component.Vertical);

    /// <summary>Decodes the image.</summary>
    public DecodedImage Read()
    {
        bytes.Skip(2);
        while (NextMarker() is { } marker && marker != 0xD9)
            ReadSegment(marker);
        if (components.Length == 0 || components.Any(component => component.QuantizationTable is null))
            throw new InvalidDataException("it ends before its first scan");
        return ToPicture();
    }

    /// <summary>The next marker. Only a sequential image that has all its scans may end without one.</summary>
    private int? NextMarker()
    {
        while (bytes.Remaining > 1)
        {
            if (bytes.Read8() != 0xFF)
                continue;
            byte marker = bytes.Read8();
            while (marker == 0xFF && bytes.Remaining > 0)
                marker = bytes.Read8();
            if (marker is not (0 or 1 or (>= 0xD0 and <= 0xD7)))
                return marker;
        }

        return isProgressive ? throw new InvalidDataException("it ends early") : null;
    }

    private void ReadSegment(int marker)
    {
        int length = bytes.Read16() - 2;
        int end = bytes.Position + length;
        if (length < 0 || length > bytes.Remaining)
            throw new InvalidDataException("it ends early");
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                isProgressive = marker == 0xC2;
                ReadFrame();
                break;
            case 0xC4:
                ReadHuffmanTables(end);
                break;
            case 0xDB:
                ReadQuantizationTables(end);
                break;
            case 0xDD:
                restartInterval = bytes.Read16();
                break;
            case 0xDA:
                ReadScan(end);
                return;
            case 0xE0:
                isJfif |= length >= 5 && bytes.Read(5).SequenceEqual("JFIF\0"u8);
                break;
            case 0xEE:
                if (length >= 12 && bytes.Read(5).SequenceEqual("Adobe"u8))
                    adobeTransform = bytes.Read(7)[6];
                break;
            case (>= 0xC0 and <= 0xCF) or 0xDC:
                throw new InvalidDataException($"it is of a rare kind (marker FF{marker:X2}: lossless, hierarchical or with arithmetic coding); only sequential and progressive JPEG with Huffman coding is read");
            default:
                break;
        }

        if (bytes.Position > end)
            throw new InvalidDataException($"its marker segment FF{marker:X2} is longer than its length says");
        bytes.Seek(end);
    }

    private void ReadFrame()
    {
        if (components.Length > 0)
            throw new InvalidDataException("it has two frames");
        int precision = bytes.Read8();
        (height, width) = (bytes.Read16(), bytes.Read16());
        int count = bytes.Read8();
        if (precision != 8)
            throw new InvalidDataException($"its sample precision is {precision} bits; only 8 are read");
        if (count is 0 or 2 or > MaxComponents)
            throw new InvalidDataException($"it has {count} components; known are 1, 3 and 4");
        components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            byte id = bytes.Read8();
            (int horizontal, int vertical) = bytes.ReadNibbles();
            int table = bytes.Read8();
            if (horizontal is 0 or > MaxSampling || vertical is 0 or > MaxSampling || table >= quantizationTables.Length)
                throw new InvalidDataException($"component {id} has the sampling factors {horizontal} x {vertical} and the quantization table {table}, which are not valid");
            components[i] = new JpegComponent(id, horizontal, vertical, table);
        }

        (int maxHorizontal, int maxVertical) = (MaxHorizontal, MaxVertical);
        if (components.Any(component => maxHorizontal % component.Horizontal != 0 || maxVertical % component.Vertical != 0))
            throw new InvalidDataException("its sampling factors do not divide the largest one, which is not read");
        long blocks = components.Sum(component => component.Measure(width, height, maxHorizontal, maxVertical));
        // Each block has one bit at least. What pads the last MCUs is less than one in each direction.
        ImageBytes.RequireRoom(width, height, 3, blocks > 8L * bytes.Remaining ? 0 : decimal.MaxValue);
        ImageBytes.RequireRoom(width + (8 * MaxSampling), height + (8 * MaxSampling), 1, decimal.MaxValue);
        foreach (JpegComponent component in components)
            component.Allocate();
    }

    private void ReadHuffmanTables(int end)
    {
        while (bytes.Position < end)
        {
            (int tableClass, int destination) = bytes.ReadNibbles();
            byte[] counts = bytes.Read(16).ToArray();
            int count = counts.Sum(one => one);
            if (tableClass > 1 || destination >= dcTables.Length || count > 256)
                throw new InvalidDataException($"its Huffman table {destination} of class {tableClass} has {count} codes");
            (tableClass == 0 ? dcTables : acTables)[destination] = new JpegHuffmanTable(counts, bytes.Read(count).ToArray());
        }
    }

    private void ReadQuantizationTables(int end)
    {
        while (bytes.Position < end)
        {
            (int precision, int destination) = bytes.ReadNibbles();
            if (precision > 1 || destination >= quantizationTables.Length)
                throw new InvalidDataException($"it has a quantization table {destination} of precision {precision}");
            int[] table = new int[JpegComponent.BlockSize];
            foreach (byte place in JpegScan.ZigZag)
                table[place] = precision == 1 ? bytes.Read16() : bytes.Read8();
            quantizationTables[destination] = table;
        }
    }

    private void ReadScan(int end)
    {
        if (++scans > MaxScans)
            throw new InvalidDataException($"it has more than {MaxScans} scans");
        int count = bytes.Read8();
        if (count is 0 or > MaxComponents)
            throw new InvalidDataException($"a scan has {count} components");
        List<JpegScan.ScanComponent> scanned = [];
        for (int i = 0; i < count; i++)
        {
            byte id = bytes.Read8();
            (int dc, int ac) = bytes.ReadNibbles();
            JpegComponent component = components.FirstOrDefault(component => component.Id == id)
                ?? throw new InvalidDataException($"a scan has the component {id}, which the frame does not have");
            if (dc >= dcTables.Length || ac >= acTables.Length || scanned.Any(part => part.Component == component))
                throw new InvalidDataException("a scan has a component twice, or one with an unknown Huffman table");
            component.QuantizationTable ??= quantizationTables[component.QuantizationTableId] ?? throw new InvalidDataException($"there is no quantization table {component.QuantizationTableId}");
            scanned.Add(new JpegScan.ScanComponent(component, dcTables[dc], acTables[ac]));
        }

        (int spectralStart, int spectralEnd) = (bytes.Read8(), bytes.Read8());
        (int high, int low) = bytes.ReadNibbles();
        if (bytes.Position != end)
            throw new InvalidDataException("the header of a scan has another length than it says");
        JpegBitReader bits = new(file, end);
        JpegScan scan = new(bits, isProgressive, spectralStart, spectralEnd, high, low);
        scan.Read(scanned, McuCount(width, MaxHorizontal), McuCount(height, MaxVertical), restartInterval);
        bytes.Seek(bits.Position);
    }

    private static int McuCount(int size, int sampling) => (size + (8 * sampling) - 1) / (8 * sampling);

    private DecodedImage ToPicture()
    {
        (int maxHorizontal, int maxVertical) = (MaxHorizontal, MaxVertical);
        byte[][] planes = Array.ConvertAll(
            components, component => JpegUpsampling.Expand(component, width, height, maxHorizontal / component.Horizontal, maxVertical / component.Vertical));
        if (planes.Length == 1)
            return new DecodedImage(width, height, 1, planes[0]);
        byte[] pixels = new byte[3 * planes[0].Length];
        if (IsYCbCr)
            JpegColor.FromYCbCr(planes[0], planes[1], planes[2], pixels);
        else
            JpegColor.FromRgb(planes[0], planes[1], planes[2], pixels);
        if (planes.Length == 4)
        {
            if (IsYCbCr)
                JpegColor.Invert(pixels);
            JpegColor.FromCmyk(pixels, planes[3]);
        }

        return new DecodedImage(width, height, 3, pixels);
    }

    /// <summary>Whether the components are YCbCr, by the rules of libjpeg.</summary>
    private bool IsYCbCr => components.Length == 4
        ? adobeTransform == 2
        : isJfif || (adobeTransform is { } transform ? transform != 0 : !components.Select(component => component.Id).SequenceEqual("RGB"u8.ToArray()));
}
