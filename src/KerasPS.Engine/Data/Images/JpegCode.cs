namespace KerasPS.Data.Images;

/// <summary>A Huffman code of a JPEG file.</summary>
internal sealed class JpegCode
{
    private const int Longest = 16;
    private const int Quick = 9;

    /// <summary>For each beginning of 9 bits the value and the length of its code, which is 0 where the code is longer.</summary>
    private readonly (byte Value, byte Length)[] quick = new (byte, byte)[1 << Quick];

    /// <summary>For each length the first code that is too large for it, and what leads from a code to its value.</summary>
    private readonly int[] limits = new int[Longest + 1];
    private readonly int[] offsets = new int[Longest + 1];
    private readonly byte[] values;

    /// <summary>Makes a code.</summary>
    /// <param name="counts">How many values have a code of each length from 1 to 16.</param>
    /// <param name="values">The values, in the order of their codes.</param>
    public JpegCode(ReadOnlySpan<byte> counts, byte[] values)
    {
        this.values = values;
        int code = 0;
        int at = 0;
        for (int length = 1; length <= Longest; length++)
        {
            offsets[length] = at - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, at++)
            {
                if (code >= 1 << length)
                    throw new InvalidDataException("a Huffman code has more values than bits");
                if (length <= Quick)
                    Array.Fill(quick, (values[at], (byte)length), code << (Quick - length), 1 << (Quick - length));
            }

            limits[length] = code;
            code <<= 1;
        }
    }

    /// <summary>Reads a value.</summary>
    public int Read(JpegBits bits)
    {
        int next = bits.Peek(Longest);
        (byte value, byte length) = quick[next >> (Longest - Quick)];
        if (length > 0)
        {
            bits.Skip(length);
            return value;
        }

        for (int longer = Quick + 1; longer <= Longest; longer++)
        {
            int code = next >> (Longest - longer);
            if (code >= limits[longer])
                continue;
            bits.Skip(longer);
            return values[code + offsets[longer]];
        }

        throw new InvalidDataException("its compressed pixels are damaged");
    }
}
