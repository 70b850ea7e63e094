namespace KerasPS.Data.Images;

/// <summary>A Huffman table of a JPEG file.</summary>
internal sealed class JpegHuffmanTable
{
    private const int MaxLength = 16;
    private const int LookupBits = 9;

    /// <summary>For each beginning of 9 bits the value and the length of its code, which is 0 where the code is longer.</summary>
    private readonly (byte Value, byte Length)[] lookup = new (byte, byte)[1 << LookupBits];

    /// <summary>For each length the first code that is too large for it, and what leads from a code to its value.</summary>
    private readonly int[] limits = new int[MaxLength + 1];
    private readonly int[] offsets = new int[MaxLength + 1];
    private readonly byte[] values;

    /// <summary>Makes a table.</summary>
    /// <param name="counts">How many values have a code of each length from 1 to 16.</param>
    /// <param name="values">The values, in the order of their codes.</param>
    public JpegHuffmanTable(ReadOnlySpan<byte> counts, byte[] values)
    {
        this.values = values;
        int code = 0;
        int at = 0;
        for (int length = 1; length <= MaxLength; length++)
        {
            offsets[length] = at - code;
            for (int i = 0; i < counts[length - 1]; i++, code++, at++)
            {
                if (code >= 1 << length)
                    throw new InvalidDataException("a Huffman table has more codes than its code lengths allow");
                if (length <= LookupBits)
                    Array.Fill(lookup, (values[at], (byte)length), code << (LookupBits - length), 1 << (LookupBits - length));
            }

            limits[length] = code;
            code <<= 1;
        }
    }

    /// <summary>Reads a value.</summary>
    public int Read(JpegBitReader bits)
    {
        int next = bits.Peek(MaxLength);
        (byte value, byte length) = lookup[next >> (MaxLength - LookupBits)];
        if (length > 0)
        {
            bits.Skip(length);
            return value;
        }

        for (int longer = LookupBits + 1; longer <= MaxLength; longer++)
        {
            int code = next >> (MaxLength - longer);
            if (code >= limits[longer])
                continue;
            bits.Skip(longer);
            return values[code + offsets[longer]];
        }

        throw new InvalidDataException("its compressed data are damaged");
    }
}
