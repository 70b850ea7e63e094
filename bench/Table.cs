using System.Globalization;

namespace KerasPS.Bench;

/// <summary>What was measured of one thing.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Columns">The names of the columns.</param>
/// <param name="Rows">Numbers and strings; null where there is none.</param>
internal sealed record Table(string Title, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object?>> Rows)
{
    public static double Median(IEnumerable<double> values)
    {
        double[] inOrder = [.. values.Order()];
        return inOrder[inOrder.Length / 2];
    }

    /// <summary>The median of the ratios between two of those that were measured, within each round.</summary>
    public static double Ratio(double[][] rounds, int one, int other) => Math.Round(Median(rounds.Select(round => round[one] / round[other])), 3);

    /// <summary>As Markdown.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        [$"### {Title}", "", Line(Columns), Line(Columns.Select(_ => "---")), .. Rows.Select(Line), ""]);

    private static string Line(IEnumerable<object?> cells) => $"| {string.Join(" | ", cells.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture)))} |";
}
