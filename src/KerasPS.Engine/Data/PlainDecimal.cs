namespace KerasPS.Data;

/// <summary>
/// A number as most files write it: perhaps a minus, digits, perhaps a point and more digits, 15 that count at most, and no needless zeros before. So many digits
/// are the same number in double precision and back, so its text need not be kept: the number and its decimals suffice.
/// </summary>
internal static class PlainDecimal
{
    /// <summary>Double precision holds any integer of that many digits, and the powers of ten that the decimals need.</summary>
    private const int MaxDigits = 15;

    /// <summary>A double's shortest text has an exponent where more zeros follow the point.</summary>
    private const double LeastPlain = 1e-4;

    private static readonly double[] Powers = Enumerable.Range(0, MaxDigits + 1).Select(power => Math.Pow(10, power)).ToArray();

    /// <summary>Reads a number.</summary>
    /// <param name="text">The text in UTF-8.</param>
    /// <param name="point">The sign between digits and decimals.</param>
    /// <param name="number">The number.</param>
    /// <param name="decimals">How many decimals it is written with.</param>
    /// <returns>Whether it is written so; other strings may be numbers too.</returns>
    public static bool TryRead(ReadOnlySpan<byte> text, byte point, out double number, out int decimals)
    {
        (number, decimals) = (0, 0);
        bool isNegative = text is [(byte)'-', ..];
        ReadOnlySpan<byte> digits = isNegative ? text[1..] : text;
        if (digits.IsEmpty || digits.Length > MaxDigits + 1 || digits is [(byte)'0', >= (byte)'0' and <= (byte)'9', ..])
            return false;
        long mantissa = 0;
        int pointAt = -1;
        for (int i = 0; i < digits.Length; i++)
        {
            int digit = digits[i] - '0';
            if (digit is >= 0 and <= 9)
                mantissa = (mantissa * 10) + digit;
            else if (digits[i] == point && pointAt < 0)
                pointAt = i;
            else
                return false;
        }

        if (pointAt == 0 || pointAt == digits.Length - 1 || (pointAt < 0 && digits.Length > MaxDigits) || (isNegative && mantissa == 0))
            return false;
        decimals = pointAt < 0 ? 0 : digits.Length - 1 - pointAt;
        number = mantissa / Powers[decimals];
        if (isNegative)
            number = -number;
        return true;
    }

    /// <summary>Whether a number with decimals, after a point, is written as .NET writes it.</summary>
    public static bool IsShortest(ReadOnlySpan<byte> text, double number) => text[^1] != '0' && Math.Abs(number) >= LeastPlain;
}
