namespace KerasPS.Data.Images;

/// <summary>One JPEG file while it is read, marker by marker.</summary>
/// <param name="file">The bytes.</param>
internal sealed class JpegFile(byte[] file)
{
    private const int MostComponents = 4;
    private const int MostSampling = 4;

    /// <summary>Each scan goes over all blocks, however few bytes it has; no encoder writes as many.</summary>
    private const int MostScans = 500;

    private readonly ImageBytes bytes = new(file, isBigEndian: true);
    private readonly int[]?[] steps = new int[4][];
    private readonly JpegCode?[] means = new JpegCode[4];
    private readonly JpegCode?[] rests = new JpegCode[4];
    private JpegComponent[] components = [];
    private int width;
    private int height;
    private bool isProgressive;
    private int restartInterval;
    private bool isJfif;
    private int? adobeTransform;
    private int scans;

    private int MostHorizontal => components.Max(component => component.Horizontal);

    private int MostVertical => components.Max(component => component.Vertical);

    /// <summary>Decodes the image.</summary>
    public Picture Read()
    {
        bytes.Skip(2);
        while (NextMarker() is { } marker && marker != 0xD9)
            ReadSegment(marker);
        if (components.Length == 0 || components.Any(component => component.Steps is null))
            throw new InvalidDataException("it ends before its pixels");
        return ToPicture();
    }

    /// <summary>The next marker. Only a sequential image that has all its scans may end without one.</summary>
    private int? NextMarker()
    {
        while (bytes.Left > 1)
        {
            if (bytes.Read8() != 0xFF)
                continue;
            byte marker = bytes.Read8();
            while (marker == 0xFF && bytes.Left > 0)
                marker = bytes.Read8();
            if (marker is not (0 or 1 or (>= 0xD0 and <= 0xD7)))
                return marker;
        }

        return isProgressive ? throw new InvalidDataException("it ends early") : null;
    }

    private void ReadSegment(int marker)
    {
        int length = bytes.Read16() - 2;
        int end = bytes.At + length;
        if (length < 0 || length > bytes.Left)
            throw new InvalidDataException("it ends early");
        switch (marker)
        {
            case 0xC0 or 0xC1 or 0xC2:
                isProgressive = marker == 0xC2;
                ReadFrame();
                break;
            case 0xC4:
                ReadCodes(end);
                break;
            case 0xDB:
                ReadSteps(end);
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
                throw new InvalidDataException($"it is of a rare kind (marker FF{marker:X2}: lossless, hierarchical or arithmetically coded); only sequential and progressive JPEG with Huffman codes is read");
            default:
                break;
        }

        if (bytes.At > end)
            throw new InvalidDataException($"its part FF{marker:X2} is longer than it says");
        bytes.Go(end);
    }

    private void ReadFrame()
    {
        if (components.Length > 0)
            throw new InvalidDataException("it has two frames");
        int precision = bytes.Read8();
        (height, width) = (bytes.Read16(), bytes.Read16());
        int count = bytes.Read8();
        if (precision != 8)
            throw new InvalidDataException($"it has {precision} bits a sample; only 8 are read");
        if (count is 0 or 2 or > MostComponents)
            throw new InvalidDataException($"it has {count} components; known are 1, 3 and 4");
        components = new JpegComponent[count];
        for (int i = 0; i < count; i++)
        {
            byte id = bytes.Read8();
            (int horizontal, int vertical) = bytes.ReadHalves();
            int table = bytes.Read8();
            if (horizontal is 0 or > MostSampling || vertical is 0 or > MostSampling || table >= steps.Length)
                throw new InvalidDataException($"component {id} is sampled {horizontal} x {vertical} with the table {table}, which cannot be");
            components[i] = new JpegComponent(id, horizontal, vertical, table);
        }

        (int mostHorizontal, int mostVertical) = (MostHorizontal, MostVertical);
        if (components.Any(component => mostHorizontal % component.Horizontal != 0 || mostVertical % component.Vertical != 0))
            throw new InvalidDataException("its components are sampled at places between pixels, which is not read");
        long blocks = components.Sum(component => component.Measure(width, height, mostHorizontal, mostVertical));
        // Each block has one bit at least. What fills up the last units is less than one in each direction.
        ImageBytes.RequireRoom(width, height, 3, blocks > 8L * bytes.Left ? 0 : decimal.MaxValue);
        ImageBytes.RequireRoom(width + (8 * MostSampling), height + (8 * MostSampling), 1, decimal.MaxValue);
        foreach (JpegComponent component in components)
            component.Allocate();
    }

    private void ReadCodes(int end)
    {
        while (bytes.At < end)
        {
            (int kind, int number) = bytes.ReadHalves();
            byte[] counts = bytes.Read(16).ToArray();
            int count = counts.Sum(one => one);
            if (kind > 1 || number >= means.Length || count > 256)
                throw new InvalidDataException($"its Huffman code {number} of kind {kind} has {count} values");
            (kind == 0 ? means : rests)[number] = new JpegCode(counts, bytes.Read(count).ToArray());
        }
    }

    private void ReadSteps(int end)
    {
        while (bytes.At < end)
        {
            (int isWide, int number) = bytes.ReadHalves();
            if (isWide > 1 || number >= steps.Length)
                throw new InvalidDataException($"it has a table {number} of step sizes");
            int[] table = new int[JpegComponent.BlockSize];
            foreach (byte place in JpegScan.Order)
                table[place] = isWide == 1 ? bytes.Read16() : bytes.Read8();
            steps[number] = table;
        }
    }

    private void ReadScan(int end)
    {
        if (++scans > MostScans)
            throw new InvalidDataException($"it has more than {MostScans} scans");
        int count = bytes.Read8();
        if (count is 0 or > MostComponents)
            throw new InvalidDataException($"a scan has {count} components");
        List<JpegScan.Part> parts = [];
        for (int i = 0; i < count; i++)
        {
            byte id = bytes.Read8();
            (int mean, int rest) = bytes.ReadHalves();
            JpegComponent component = components.FirstOrDefault(component => component.Id == id)
                ?? throw new InvalidDataException($"a scan is of the component {id}, which there is not");
            if (mean >= means.Length || rest >= rests.Length || parts.Any(part => part.Component == component))
                throw new InvalidDataException("a scan has a component twice, or one of an unknown code");
            component.Steps ??= steps[component.Table] ?? throw new InvalidDataException($"there is no table {component.Table} of step sizes");
            parts.Add(new JpegScan.Part(component, means[mean], rests[rest]));
        }

        (int first, int last) = (bytes.Read8(), bytes.Read8());
        (int high, int low) = bytes.ReadHalves();
        if (bytes.At != end)
            throw new InvalidDataException("a scan's header is of another length than it says");
        JpegBits bits = new(file, end);
        JpegScan scan = new(bits, isProgressive, first, last, high, low);
        scan.Read(parts, UnitsOf(width, MostHorizontal), UnitsOf(height, MostVertical), restartInterval);
        bytes.Go(bits.At);
    }

    private static int UnitsOf(int size, int sampling) => (size + (8 * sampling) - 1) / (8 * sampling);

    private Picture ToPicture()
    {
        (int mostHorizontal, int mostVertical) = (MostHorizontal, MostVertical);
        byte[][] planes = Array.ConvertAll(
            components, component => JpegUpsampling.Expand(component, width, height, mostHorizontal / component.Horizontal, mostVertical / component.Vertical));
        if (planes.Length == 1)
            return new Picture(width, height, 1, planes[0]);
        byte[] pixels = new byte[3 * planes[0].Length];
        if (IsDifferences)
            JpegColor.FromDifferences(planes[0], planes[1], planes[2], pixels);
        else
            JpegColor.FromColors(planes[0], planes[1], planes[2], pixels);
        if (planes.Length == 4)
        {
            if (IsDifferences)
                JpegColor.Invert(pixels);
            JpegColor.TakeInk(pixels, planes[3]);
        }

        return new Picture(width, height, 3, pixels);
    }

    /// <summary>Whether the components are brightness and differences, by the rules of libjpeg.</summary>
    private bool IsDifferences => components.Length == 4
        ? adobeTransform == 2
        : isJfif || (adobeTransform is { } transform ? transform != 0 : !components.Select(component => component.Id).SequenceEqual("RGB"u8.ToArray()));
}
