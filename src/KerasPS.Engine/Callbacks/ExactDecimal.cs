using System.Globalization;
using System.Numerics;

namespace KerasPS;

/// <summary>
/// Numbers of 0 and above in decimal, as Python writes them: rounded from the exact binary value, so that 0.485, which is a little
/// less than that, gives 0.48; exact halves go to the even digit.
/// </summary>
internal static class ExactDecimal
{
    /// <summary>With so many decimals, e.g. <c>0.48</c>.</summary>
    public static string Fixed(double value, int decimals)
    {
        (BigInteger numerator, BigInteger denominator) = Fraction(value);
        string digits = Round(numerator * BigInteger.Pow(10, decimals), denominator).ToString(CultureInfo.InvariantCulture);
        digits = digits.PadLeft(decimals + 1, '0');
        return decimals == 0 ? digits : $"{digits[..^decimals]}.{digits[^decimals..]}";
    }

    /// <summary>With one digit before the point and so many after it, e.g. <c>4.85e-01</c>.</summary>
    public static string Scientific(double value, int decimals)
    {
        (string digits, int exponent) = Digits(value, decimals + 1);
        return WithExponent(digits, exponent);
    }

    /// <summary>With so many digits, without zeros at the end; with an exponent where the number is large or small.</summary>
    /// <param name="value">The number.</param>
    /// <param name="significant">The number of digits, 1 or more.</param>
    /// <param name="keepsPoint">Whether an integer ends in <c>.0</c>.</param>
    public static string General(double value, int significant, bool keepsPoint)
    {
        (string digits, int exponent) = Digits(value, significant);
        return Layout(digits, exponent, keepsPoint ? significant - 1 : significant, keepsPoint);
    }

    /// <summary>With just as many digits as distinguish the number from its neighbours, e.g. <c>0.1</c>, <c>1.0</c> or <c>1e-05</c>.</summary>
    public static string Shortest(double value)
    {
        string roundTrip = value.ToString("R", CultureInfo.InvariantCulture);
        int significant = roundTrip.Split('E')[0].Replace(".", "", StringComparison.Ordinal).Trim('0').Length;
        (string digits, int exponent) = Digits(value, Math.Max(1, significant));
        return Layout(digits, exponent, limit: 16, keepsPoint: true);
    }

    private static string Layout(string digits, int exponent, int limit, bool keepsPoint)
    {
        string trimmed = digits.TrimEnd('0') is { Length: > 0 } some ? some : "0";
        if (exponent < -4 || exponent >= limit)
            return WithExponent(trimmed, exponent);
        if (exponent < 0)
            return "0." + new string('0', -exponent - 1) + trimmed;
        string whole = trimmed.PadRight(exponent + 1, '0');
        string rest = whole[(exponent + 1)..];
        return whole[..(exponent + 1)] + (rest.Length > 0 ? "." + rest : keepsPoint ? ".0" : "");
    }

    private static string WithExponent(string digits, int exponent) =>
        $"{digits[0]}{(digits.Length > 1 ? "." + digits[1..] : "")}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";

    /// <summary>The first digits, rounded, and the power of ten of the first one.</summary>
    private static (string Digits, int Exponent) Digits(double value, int significant)
    {
        if (value == 0)
            return (new string('0', significant), 0);
        (BigInteger numerator, BigInteger denominator) = Fraction(value);
        int exponent = (int)Math.Floor(Math.Log10(value));
        while (Compare(numerator, denominator, exponent) < 0)
            exponent--;
        while (Compare(numerator, denominator, exponent + 1) >= 0)
            exponent++;
        int shift = significant - 1 - exponent;
        BigInteger rounded = shift >= 0
            ? Round(numerator * BigInteger.Pow(10, shift), denominator)
            : Round(numerator, denominator * BigInteger.Pow(10, -shift));
        string digits = rounded.ToString(CultureInfo.InvariantCulture);
        return digits.Length > significant ? (digits[..significant], exponent + 1) : (digits, exponent);
    }

    private static int Compare(BigInteger numerator, BigInteger denominator, int exponent) => exponent >= 0
        ? numerator.CompareTo(denominator * BigInteger.Pow(10, exponent))
        : (numerator * BigInteger.Pow(10, -exponent)).CompareTo(denominator);

    private static BigInteger Round(BigInteger numerator, BigInteger denominator)
    {
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        int half = (remainder * 2).CompareTo(denominator);
        return half > 0 || (half == 0 && !quotient.IsEven) ? quotient + 1 : quotient;
    }

    private static (BigInteger Numerator, BigInteger Denominator) Fraction(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int power = (int)((bits >> 52) & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        if (power == 0)
            power = 1;
        else
            mantissa |= 1L << 52;
        power -= 1075;
        return power >= 0 ? (new BigInteger(mantissa) << power, 1) : (mantissa, BigInteger.One << -power);
    }
}
