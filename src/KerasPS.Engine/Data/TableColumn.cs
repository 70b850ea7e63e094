using System.Globalization;
using System.Text;

namespace KerasPS.Data;

/// <summary>
/// A column of a <see cref="Table"/>. A cell is a number, a string, or empty. Every cell has a number (NaN where it is none), in an array that
/// grows; strings are only kept where they say more than the number and its decimals do, so a numeric column holds no object a cell.
/// </summary>
public sealed class TableColumn
{
    /// <summary>Beyond that many different strings a column is no repetition of a few names, and looking for equal ones is not worth it.</summary>
    private const int PooledTexts = 1024;

    /// <summary>From here on a double's shortest text has an exponent, which an integer's has not.</summary>
    private const long PlainIntegers = 1_000_000_000_000_000;

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CultureInfo culture;
    private readonly byte? point;
    private readonly Dictionary<string, string> pool = new(StringComparer.Ordinal);
    private double[] numbers = new double[16];
    private string?[]? texts;
    private byte[]? decimals;

    internal TableColumn(string name, CultureInfo culture)
    {
        Name = name;
        this.culture = culture;
        if (culture.NumberFormat is { NegativeSign: "-", NumberDecimalSeparator: [var sign and < (char)128] })
            point = (byte)sign;
    }

    /// <summary>The name of the column.</summary>
    public string Name { get; }

    /// <summary>The number of cells.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a cell holds something other than a number; true and false count as strings here, though they have a number.</summary>
    public bool HasText { get; private set; }

    /// <summary>The numbers of the cells, NaN where a cell holds none; true is 1 and false is 0.</summary>
    public ReadOnlySpan<double> Numbers => numbers.AsSpan(0, Count);

    /// <summary>Whether the cell is empty: null, or a string of nothing but white space.</summary>
    /// <param name="row">0-based row.</param>
    public bool IsEmpty(int row) => double.IsNaN(numbers[row]) && texts?[row] is null;

    /// <summary>The string of a cell as it was given; of a number in the invariant culture; empty for an empty cell.</summary>
    /// <param name="row">0-based row.</param>
    public string TextAt(int row)
    {
        if (texts?[row] is { } text)
            return text;
        if (decimals?[row] is > 0 and var count)
            return numbers[row].ToString($"F{count}", culture);
        return double.IsNaN(numbers[row]) ? "" : numbers[row].ToString("R", CultureInfo.InvariantCulture);
    }

    /// <summary>The different strings of the cells in ordinal order, empty cells left out.</summary>
    public string[] DistinctTexts()
    {
        SortedSet<string> distinct = new(StringComparer.Ordinal);
        for (int row = 0; row < Count; row++)
        {
            if (!IsEmpty(row))
                distinct.Add(TextAt(row));
        }

        return [.. distinct];
    }

    internal void Append(object? cell)
    {
        switch (cell)
        {
            case null or DBNull: Add(double.NaN, null); break;
            case string text: Append(text); break;
            case bool truth: AddTruth(truth); break;
            case double number when double.IsFinite(number): Add(number, null); break;
            case int number: Add(number, null); break;
            case byte number: Add(number, null); break;
            case long number when Math.Abs((decimal)number) < PlainIntegers: Add(number, null); break;
            case IFormattable value: Append(value.ToString(null, culture)); break;
            default: Append(cell.ToString() ?? ""); break;
        }
    }

    internal void Append(string text)
    {
        if (double.TryParse(text, NumberStyles.Float, culture, out double number) && double.IsFinite(number))
            Add(number, IsShortest(text, number) ? null : Pool(text));
        else if (bool.TryParse(text, out bool truth))
            AddTruth(truth);
        else if (string.IsNullOrWhiteSpace(text))
            Add(double.NaN, null);
        else
            AddText(double.NaN, Pool(text));
    }

    /// <summary>Appends a cell of a file, without making a string of it where it is a number as most files write it.</summary>
    internal void AppendUtf8(ReadOnlySpan<byte> text)
    {
        if (point is not { } sign || !PlainDecimal.TryRead(text, sign, out double number, out int count))
            Append(Decode(text));
        else if (count == 0 || (sign == '.' && PlainDecimal.IsShortest(text, number)))
            Add(number, null);
        else
            AddDecimals(number, (byte)count);
    }

    /// <summary>The text of bytes in UTF-8.</summary>
    /// <exception cref="DecoderFallbackException">They are none.</exception>
    internal static string Decode(ReadOnlySpan<byte> text) => StrictUtf8.GetString(text);

    /// <summary>
    /// Whether the text is what <see cref="TextAt"/> would write for the number. Others (<c>007</c>, <c>1E5</c>, an id of twenty digits) are kept:
    /// a class or a category must come out as it went in.
    /// </summary>
    private static bool IsShortest(string text, double number)
    {
        Span<char> shortest = stackalloc char[32];
        return number.TryFormat(shortest, out int length, "R", CultureInfo.InvariantCulture) && shortest[..length].SequenceEqual(text);
    }

    private void AddTruth(bool truth) => AddText(truth ? 1 : 0, truth ? bool.TrueString : bool.FalseString);

    private void AddText(double number, string text)
    {
        HasText = true;
        Add(number, text);
    }

    private void AddDecimals(double number, byte count)
    {
        Add(number, null);
        (decimals ??= new byte[numbers.Length])[Count - 1] = count;
    }

    private void Add(double number, string? text)
    {
        if (Count == numbers.Length)
        {
            Array.Resize(ref numbers, 2 * Count);
            if (texts is not null)
                Array.Resize(ref texts, numbers.Length);
            if (decimals is not null)
                Array.Resize(ref decimals, numbers.Length);
        }

        numbers[Count] = number;
        if (text is not null)
            (texts ??= new string?[numbers.Length])[Count] = text;
        Count++;
    }

    private string Pool(string text)
    {
        if (pool.TryGetValue(text, out string? known))
            return known;
        if (pool.Count < PooledTexts)
            pool.Add(text, text);
        return text;
    }
}
