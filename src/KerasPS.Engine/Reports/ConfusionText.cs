using System.Globalization;
using KerasPS.Charts;

namespace KerasPS.Reports;

/// <summary>A confusion matrix as lines of text: a row for each class, a column for each predicted one.</summary>
public static class ConfusionText
{
    private const int MaxNameLength = 18;
    private const string Corner = "is \\ predicted";

    /// <summary>Draws the matrix: counts, and what share of its row each is, as far as there is room.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="style">What the terminal can show.</param>
    /// <param name="width">The number of columns that there are.</param>
    /// <returns>The lines.</returns>
    public static IReadOnlyList<string> Draw(ConfusionMatrix matrix, TextStyle style, int width)
    {
        string[] names = matrix.ClassName.Select(name => style.Fit(HistoryText.Shorten(name, MaxNameLength))).ToArray();
        string[] numbers = names.Select((_, i) => FormattableString.Invariant($"[{i + 1}]")).ToArray();
        string[] numbered = names.Zip(numbers, (name, number) => $"{number} {name}").ToArray();
        return Table(matrix, style, names, names, hasShares: true) is var full && Fits(full) ? full
            : Table(matrix, style, numbered, numbers, hasShares: true) is var narrow && Fits(narrow) ? narrow
            : Table(matrix, style, numbered, numbers, hasShares: false);

        bool Fits(IReadOnlyList<string> lines) => lines.Max(line => style.HasColor ? Plain(line) : line.Length) <= width;
    }

    private static int Plain(string line)
    {
        int length = 0;
        bool isEscape = false;
        foreach (char letter in line)
        {
            if (letter == '\e')
                isEscape = true;
            else if (!isEscape)
                length++;
            else if (letter == 'm')
                isEscape = false;
        }

        return length;
    }

    private static string[] Table(ConfusionMatrix matrix, TextStyle style, string[] rows, string[] columns, bool hasShares)
    {
        int classes = rows.Length;
        string[,] cells = new string[classes, classes];
        for (int label = 0; label < classes; label++)
        {
            for (int prediction = 0; prediction < classes; prediction++)
                cells[label, prediction] = Cell(matrix, label, prediction, hasShares);
        }

        int[] widths = Enumerable.Range(0, classes)
            .Select(column => Math.Max(columns[column].Length, Enumerable.Range(0, classes).Max(row => cells[row, column].Length))).ToArray();
        string[] totals = Enumerable.Range(0, classes).Select(row => matrix.SupportOf(row).ToString(CultureInfo.InvariantCulture)).ToArray();
        int first = Math.Max(hasShares ? Corner.Length : 0, rows.Max(name => name.Length));
        int last = Math.Max("samples".Length, totals.Max(total => total.Length));
        string corner = first >= Corner.Length ? Corner : "";
        IEnumerable<string> heading = columns.Select((name, i) => name.PadLeft(widths[i])).Prepend(corner.PadRight(first)).Append("samples".PadLeft(last));
        string rule = string.Join("  ", widths.Prepend(first).Append(last).Select(width => new string(style.Pick('─', '-'), width)));
        IEnumerable<string> body = Enumerable.Range(0, classes).Select(row => string.Join("  ", Enumerable.Range(0, classes)
            .Select(column => style.Paint(cells[row, column].PadLeft(widths[column]), ColorOf(matrix[row, column], row == column)))
            .Prepend(rows[row].PadRight(first))
            .Append(totals[row].PadLeft(last))));
        return [style.Paint(string.Join("  ", heading), TextColor.Strong), style.Paint(rule, TextColor.Faint), .. body];
    }

    private static TextColor ColorOf(long count, bool isRight) => count == 0 ? TextColor.Faint : isRight ? TextColor.Best : TextColor.Bad;

    private static string Cell(ConfusionMatrix matrix, int label, int prediction, bool hasShares)
    {
        long count = matrix[label, prediction];
        if (!hasShares)
            return count.ToString(CultureInfo.InvariantCulture);
        long support = matrix.SupportOf(label);
        double share = support == 0 ? 0 : (double)count / support;
        return string.Create(CultureInfo.InvariantCulture, $"{count} {Math.Round(share * 100),3:0}%");
    }
}
