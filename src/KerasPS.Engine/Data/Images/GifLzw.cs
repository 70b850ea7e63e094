namespace KerasPS.Data.Images;

/// <summary>The compression of GIF: Lempel, Ziv and Welch's (LZW), codes of growing length for sequences that were there before.</summary>
internal static class GifLzw
{
    /// <summary>The number of codes, which is also the length of the longest sequence.</summary>
    public const int MaxCodes = 4096;

    private const int MaxCodeLength = 12;

    /// <summary>Reads as many values as there is room for.</summary>
    /// <param name="data">The codes.</param>
    /// <param name="bits">The number of bits of a value.</param>
    /// <param name="values">Where the values go.</param>
    public static void Decode(byte[] data, int bits, Span<byte> values)
    {
        if (bits is < 1 or > 8)
            throw new InvalidDataException($"its LZW codes are for values of {bits} bits");
        int clear = 1 << bits;
        int end = clear + 1;
        (int next, int length, int last) = (clear + 2, bits + 1, -1);
        short[] prefix = new short[MaxCodes];
        byte[] suffix = new byte[MaxCodes];
        byte[] sequence = new byte[MaxCodes + 1];
        (int at, int buffer, int available) = (0, 0, 0);
        int count = 0;
        byte first = 0;
        while (count < values.Length)
        {
            while (available < length)
            {
                if (at == data.Length)
                    throw new InvalidDataException("its image data end early");
                buffer |= data[at++] << available;
                available += 8;
            }

            int code = buffer & ((1 << length) - 1);
            buffer >>= length;
            available -= length;
            if (code == end)
                throw new InvalidDataException("its image data end early");
            if (code == clear)
            {
                (next, length, last) = (clear + 2, bits + 1, -1);
                continue;
            }

            if (code > next || (code == next && last < 0) || (last < 0 && code > end))
                throw new InvalidDataException("its compressed data are damaged");
            int depth = 0;
            int rest = code;
            if (code == next)
            {
                sequence[depth++] = first;
                rest = last;
            }

            for (; rest > end; rest = prefix[rest])
                sequence[depth++] = suffix[rest];
            first = (byte)rest;
            sequence[depth++] = first;
            while (depth > 0 && count < values.Length)
                values[count++] = sequence[--depth];
            if (last >= 0 && next < MaxCodes)
            {
                prefix[next] = (short)last;
                suffix[next] = first;
                next++;
                if (next == 1 << length && length < MaxCodeLength)
                    length++;
            }

            last = code;
        }
    }
}
