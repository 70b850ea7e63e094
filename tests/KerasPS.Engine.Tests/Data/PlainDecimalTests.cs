using System.Globalization;
using System.Text;

namespace KerasPS.Tests.Data;

/// <summary>Cells of files are read by a way of their own; it must give what reading them as strings gives.</summary>
public class PlainDecimalTests
{
    private static readonly string[] Edges =
    [
        "0", "-0", "-0.0", "0.0", "00", "007", "0.10", ".5", "5.", "-.5", "1.", "+1", "1e5", "1E-5", "0.0001", "0.00010", "0.00001", "0.00012345", "123456789012345", "1234567890123456",
        "999999999999999", "0.123456789012345", "12345678901234.5", "1234567890.123456", "1,5", "1.5", "-1.50", "-1,50", "1.2.3", "--1", "-", ".", "", " ", "NaN", "Infinity", "true", "x1", "1x", "１", "9007199254740993",
        "0.30000000000000004", "100000000000000000000", "1 000", "0.1", "0.2", "0.7", "4.35", "2.675", "1.005", "1e-4", "0.00099", "-0.00099",
    ];

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("sv-SE")]
    public void Cells_of_files_are_those_of_the_same_texts(string name)
    {
        CultureInfo culture = CultureInfo.GetCultureInfo(name);
        Random random = new(1);
        IEnumerable<string> made = Enumerable.Range(0, 200_000).Select(_ => Make(random, culture.NumberFormat.NumberDecimalSeparator));
        string[] texts = [.. Edges, .. made];
        TableColumn ofTexts = new("texts", culture), ofBytes = new("bytes", culture);
        foreach (string text in texts)
        {
            ofTexts.Append(text);
            ofBytes.AppendUtf8(Encoding.UTF8.GetBytes(text));
        }

        for (int row = 0; row < texts.Length; row++)
        {
            Assert.Equal(BitConverter.DoubleToInt64Bits(ofTexts.Numbers[row]), BitConverter.DoubleToInt64Bits(ofBytes.Numbers[row]));
            Assert.Equal(ofTexts.TextAt(row), ofBytes.TextAt(row));
            Assert.Equal(ofTexts.IsEmpty(row), ofBytes.IsEmpty(row));
        }

        Assert.Equal(ofTexts.HasText, ofBytes.HasText);
    }

    [Fact]
    public void Numbers_with_decimals_keep_no_text()
    {
        TableColumn column = new("x", CultureInfo.InvariantCulture);
        byte[] cell = "1.50"u8.ToArray();
        column.AppendUtf8(cell);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int row = 0; row < 10_000; row++)
            column.AppendUtf8(cell);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 40 * 10_000);
        Assert.Equal("1.50", column.TextAt(10_000));
    }

    private static string Make(Random random, string point)
    {
        string sign = random.Next(4) == 0 ? "-" : "";
        string whole = Digits(random, random.Next(1, 17));
        return random.Next(5) switch
        {
            0 => sign + whole,
            1 => $"{sign}0{point}{Digits(random, random.Next(1, 17))}",
            2 => $"{sign}{whole.TrimStart('0').PadLeft(1, '0')}{point}{Digits(random, random.Next(0, 6))}",
            3 => $"{sign}{random.Next(1000)}{point}{Digits(random, random.Next(1, 12))}",
            _ => $"{sign}{random.Next(100)}.{random.Next(100)}",
        };
    }

    private static string Digits(Random random, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? 0 : random.Next(10)));
}
