namespace KerasPS.Data.Images;

/// <summary>
/// The inverse discrete cosine transform (DCT) of 8 by 8 coefficients in integers: the algorithm of Loeffler, Ligtenberg and Moschytz (1989) with 13 bits after the point,
/// rounded where libjpeg's accurate one is, so that samples are the same as those of libjpeg-turbo.
/// </summary>
internal static class JpegInverseDct
{
    private const int Side = 8;
    private const int Bits = 13;

    /// <summary>How many more bits the columns keep until the rows are done.</summary>
    private const int ExtraBits = 2;

    /// <summary>Transforms a block.</summary>
    /// <param name="block">The quantized coefficients.</param>
    /// <param name="quantizationTable">The quantization table.</param>
    /// <param name="work">Room for 64 numbers.</param>
    /// <param name="samples">Where the first sample belongs.</param>
    /// <param name="stride">How far it is to the next row.</param>
    public static void Apply(ReadOnlySpan<short> block, int[] quantizationTable, Span<int> work, Span<byte> samples, int stride)
    {
        Span<int> line = stackalloc int[Side];
        for (int column = 0; column < Side; column++)
        {
            for (int i = 0; i < Side; i++)
                line[i] = block[(i * Side) + column] * quantizationTable[(i * Side) + column];
            Transform(line, Bits - ExtraBits);
            for (int i = 0; i < Side; i++)
                work[(i * Side) + column] = line[i];
        }

        for (int row = 0; row < Side; row++)
        {
            Span<int> values = work.Slice(row * Side, Side);
            Transform(values, Bits + ExtraBits + 3);
            for (int i = 0; i < Side; i++)
                samples[(row * stride) + i] = (byte)Math.Clamp(values[i] + 128, 0, byte.MaxValue);
        }
    }

    private static void Transform(Span<int> v, int shift)
    {
        int half = 1 << (shift - 1);
        int middle = (v[2] + v[6]) * 4433;
        int c2 = middle - (v[6] * 15137);
        int c3 = middle + (v[2] * 6270);
        int c0 = (v[0] + v[4]) << Bits;
        int c1 = (v[0] - v[4]) << Bits;
        (int e0, int e3, int e1, int e2) = (c0 + c3 + half, c0 - c3 + half, c1 + c2 + half, c1 - c2 + half);

        (int o0, int o1, int o2, int o3) = (v[7], v[5], v[3], v[1]);
        int z5 = (o0 + o2 + o1 + o3) * 9633;
        int z1 = (o0 + o3) * -7373;
        int z2 = (o1 + o2) * -20995;
        int z3 = ((o0 + o2) * -16069) + z5;
        int z4 = ((o1 + o3) * -3196) + z5;
        o0 = (o0 * 2446) + z1 + z3;
        o1 = (o1 * 16819) + z2 + z4;
        o2 = (o2 * 25172) + z2 + z3;
        o3 = (o3 * 12299) + z1 + z4;

        (v[0], v[7]) = ((e0 + o3) >> shift, (e0 - o3) >> shift);
        (v[1], v[6]) = ((e1 + o2) >> shift, (e1 - o2) >> shift);
        (v[2], v[5]) = ((e2 + o1) >> shift, (e2 - o1) >> shift);
        (v[3], v[4]) = ((e3 + o0) >> shift, (e3 - o0) >> shift);
    }
}
