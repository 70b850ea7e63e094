using System.Globalization;
using System.Text.RegularExpressions;

namespace KerasPS;

/// <summary>
/// A number's format in Python's notation, <c>[[fill]align][0][width][.precision][type]</c> with the types d, f, e, g and %, e.g. <c>02d</c> or <c>.4f</c>.
/// </summary>
internal sealed partial class NumberFormat
{
    private readonly char fill;
    private readonly char align;
    private readonly int width;
    private readonly int? precision;

    private NumberFormat(Match match)
    {
        bool isZeroFilled = match.Groups["zero"].Success;
        fill = match.Groups["fill"].Success ? match.Groups["fill"].Value[0] : isZeroFilled ? '0' : ' ';
        align = match.Groups["align"].Success ? match.Groups["align"].Value[0] : isZeroFilled ? '=' : '>';
        width = match.Groups["width"].Success ? int.Parse(match.Groups["width"].Value, CultureInfo.InvariantCulture) : 0;
        precision = match.Groups["precision"].Success ? int.Parse(match.Groups["precision"].Value, CultureInfo.InvariantCulture) : null;
        Type = match.Groups["type"].Success ? match.Groups["type"].Value[0] : '\0';
    }

    /// <summary>The letter of the type; none for the shortest form.</summary>
    public char Type { get; }

    /// <summary>Whether only integers can be written so.</summary>
    public bool IsForWholeNumbers => Type == 'd';

    /// <summary>Reads a format; null where it is none.</summary>
    public static NumberFormat? TryParse(string text)
    {
        Match match = Notation().Match(text);
        return match.Success && !(match.Groups["type"].Value == "d" && match.Groups["precision"].Success) ? new NumberFormat(match) : null;
    }

    /// <summary>Writes a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="isWhole">Whether it is a count, which is written without a point.</param>
    public string Format(double value, bool isWhole)
    {
        string sign = value < 0 || (value == 0 && double.IsNegative(value)) ? "-" : "";
        string text = Magnitude(Math.Abs(value), isWhole);
        int missing = Math.Max(0, width - sign.Length - text.Length);
        return align switch
        {
            '=' => sign + new string(fill, missing) + text,
            '<' => sign + text + new string(fill, missing),
            '^' => new string(fill, missing / 2) + sign + text + new string(fill, missing - (missing / 2)),
            _ => new string(fill, missing) + sign + text,
        };
    }

    private string Magnitude(double value, bool isWhole)
    {
        if (Type == '%')
            value *= 100;
        if (!double.IsFinite(value))
            return (double.IsNaN(value) ? "nan" : "inf") + (Type == '%' ? "%" : "");
        return Type switch
        {
            'd' => ExactDecimal.Fixed(value, 0),
            'f' => ExactDecimal.Fixed(value, precision ?? 6),
            'e' => ExactDecimal.Scientific(value, precision ?? 6),
            'g' => ExactDecimal.General(value, Math.Max(1, precision ?? 6), keepsPoint: false),
            '%' => ExactDecimal.Fixed(value, precision ?? 6) + "%",
            _ when isWhole => ExactDecimal.Fixed(value, 0),
            _ when precision is { } digits => ExactDecimal.General(value, Math.Max(1, digits), keepsPoint: true),
            _ => ExactDecimal.Shortest(value),
        };
    }

    [GeneratedRegex(@"^(?:(?<fill>.)?(?<align>[<>=^]))?(?<zero>0)?(?<width>[0-9]{1,3})?(?:\.(?<precision>[0-9]{1,3}))?(?<type>[dfeg%])?$", RegexOptions.Singleline)]
    private static partial Regex Notation();
}
