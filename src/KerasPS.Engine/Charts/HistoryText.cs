using System.Globalization;
using KerasPS.Metrics;

namespace KerasPS.Charts;

/// <summary>Charts of a training as lines of text.</summary>
public static class HistoryText
{
    private const int MaxChanges = 8;

    /// <summary>Draws a chart for each metric, one below the other.</summary>
    /// <param name="table">The epochs.</param>
    /// <param name="metrics">What to draw: metrics, each with its validation, or single columns such as <c>val_loss</c>.</param>
    /// <param name="style">What the terminal can show.</param>
    /// <param name="width">The number of columns to fill, 30 or more.</param>
    /// <param name="height">The number of lines of each chart, axis and heading included; 6 or more.</param>
    /// <param name="isLogarithmic">Whether the values are shown by their powers of ten, where all are above 0.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="KerasException"><c>MetricNotFound</c>; <c>InvalidValue</c>: the size is too small.</exception>
    public static IReadOnlyList<string> Draw(EpochTable table, IReadOnlyList<string> metrics, TextStyle style, int width, int height, bool isLogarithmic = false)
    {
        Require.NotBelow(30, width, nameof(HistoryText), nameof(width));
        Require.NotBelow(6, height, nameof(HistoryText), nameof(height));
        List<string> lines = [];
        foreach (string metric in metrics)
        {
            ChartPanel panel = new(table, metric, isLogarithmic);
            if (lines.Count > 0)
                lines.Add("");
            lines.AddRange(Chart(table.Title, panel, style, width, height));
            if (panel.IsRate)
                lines.AddRange(Changes(table, style, width));
        }

        if (Ending(table) is { } ending)
            lines.Add(style.Paint(style.Fit(Shorten(ending, width)), TextColor.Faint));
        return lines;
    }

    /// <summary>Why the training ended, in a sentence; null where that is not known.</summary>
    internal static string? Ending(EpochTable table) => table.History is { StopReason: not StopReason.None } history
        ? history.StopMessage.Length > 0 ? $"{history.StopReason}: {history.StopMessage}" : $"{history.StopReason} after {Epochs(table.Count)}"
        : null;

    /// <summary>A number of epochs in words.</summary>
    internal static string Epochs(int count) => count == 1 ? "1 epoch" : string.Create(CultureInfo.InvariantCulture, $"{count} epochs");

    /// <summary>A text that is not longer than it may be.</summary>
    internal static string Shorten(string text, int width) => text.Length <= width ? text : string.Concat(text.AsSpan(0, Math.Max(0, width - 1)), "…");

    private static IEnumerable<string> Chart(string title, ChartPanel panel, TextStyle style, int width, int height)
    {
        int rows = height - 4;
        ChartAxis values = panel.ValueAxis(Math.Clamp(rows / 2, 2, 8));
        int margin = values.Ticks.Max(tick => values.Format(tick).Length);
        int columns = width - margin - 3;
        ChartAxis epochs = panel.EpochAxis(Math.Max(2, columns / 8));
        TextCanvas canvas = new(columns, rows, style);
        for (int i = 0; i < panel.Columns.Count; i++)
            Curve(canvas, panel, panel.Columns[i], epochs, values, style);
        if (panel.BestRow is { } best && panel.Best is { } top)
        {
            double x = epochs.PlaceOf(panel.Epoch[best]);
            canvas.Column(x, style.Pick('┊', ':'), TextColor.Best);
            canvas.Mark((x, values.PlaceOf(top.Value)), style.Pick('◆', '@'), TextColor.Best);
        }

        yield return Heading(title, panel, style, width);
        Dictionary<int, string> labels = [];
        foreach (double tick in values.Ticks)
            labels.TryAdd(canvas.RowOf(values.PlaceOf(tick)), values.Format(tick));
        for (int row = 0; row < rows; row++)
        {
            string? label = labels.GetValueOrDefault(row);
            string axis = $"{(label ?? "").PadLeft(margin)} {(label is null ? style.Pick('│', '|') : style.Pick('┤', '+'))}";
            yield return style.Paint(axis, TextColor.Faint) + canvas.Row(row);
        }

        (string line, string numbers) = EpochLine(canvas, epochs, columns, style);
        yield return style.Paint(new string(' ', margin + 1) + style.Pick('└', '+') + line, TextColor.Faint);
        yield return style.Paint(new string(' ', margin + 2) + numbers, TextColor.Faint);
        if (Note(panel, style) is { Length: > 0 } note)
            yield return note;
    }

    private static void Curve(TextCanvas canvas, ChartPanel panel, (string Name, double?[] Values) column, ChartAxis epochs, ChartAxis values, TextStyle style)
    {
        bool isValidation = MetricName.Parse(column.Name).IsValidation;
        (TextColor color, char letter) = isValidation ? (TextColor.Validation, 'o') : (TextColor.Training, '*');
        double?[] known = column.Values.Where(value => value is not null).ToArray();
        int seen = 0;
        int? dash = isValidation ? 0 : null;
        (double X, double Y)? last = null;
        for (int i = 0; i < column.Values.Length; i++)
        {
            if (column.Values[i] is not { } value)
                continue;
            bool isLonely = !IsFinite(known.ElementAtOrDefault(seen - 1)) && !IsFinite(known.ElementAtOrDefault(seen + 1));
            seen++;
            double x = epochs.PlaceOf(panel.Epoch[i]);
            if (!double.IsFinite(value))
            {
                canvas.Mark((x, 1), style.Pick('×', 'x'), TextColor.Bad);
                last = null;
                continue;
            }

            (double X, double Y) place = (x, values.PlaceOf(value));
            if (panel.IsRate && last is { } before)
            {
                canvas.Line(before, (x, before.Y), color, letter, dash);
                last = (x, before.Y);
            }

            dash = canvas.Line(last ?? place, place, color, letter, dash);
            if (isLonely)
                canvas.Mark(place, style.Pick(isValidation ? '○' : '●', letter), color);
            last = place;
        }
    }

    private static bool IsFinite(double? value) => value is { } number && double.IsFinite(number);

    /// <summary>The name of what is shown, and a legend with the last values.</summary>
    private static string Heading(string title, ChartPanel panel, TextStyle style, int width)
    {
        string[] legend = panel.Columns.Select(column => $"{column.Name} {Last(column.Values)}").ToArray();
        int room = width - legend.Sum(text => text.Length + 5);
        string name = style.Fit(Shorten(title.Length > 0 ? $"{title}: {panel.Title}" : panel.Title, Math.Max(12, room - 2)));
        string scale = panel.IsLogarithmic && name.Length + 14 < room ? " (logarithmic)" : "";
        IEnumerable<string> drawn = panel.Columns.Select((column, i) =>
        {
            bool isValidation = MetricName.Parse(column.Name).IsValidation;
            string sample = style.IsUnicode ? (isValidation ? "╌╌" : "──") : (isValidation ? "oo" : "**");
            return $"{style.Paint(sample, isValidation ? TextColor.Validation : TextColor.Training)} {legend[i]}";
        });
        return $"{style.Paint(name, TextColor.Strong)}{scale}{new string(' ', Math.Max(2, room - name.Length - scale.Length))}{string.Join("  ", drawn)}";
    }

    private static string Last(double?[] values) => values.LastOrDefault(value => value is not null) is { } last ? ChartAxis.ShortNumber(last) : "";

    private static (string Line, string Numbers) EpochLine(TextCanvas canvas, ChartAxis epochs, int columns, TextStyle style)
    {
        char[] line = Enumerable.Repeat(style.Pick('─', '-'), columns).ToArray();
        char[] numbers = Enumerable.Repeat(' ', columns).ToArray();
        int free = 0;
        int lastStart = columns - epochs.Format(epochs.Ticks[^1]).Length;
        for (int i = 0; i < epochs.Ticks.Count; i++)
        {
            double tick = epochs.Ticks[i];
            string text = epochs.Format(tick);
            int column = canvas.ColumnOf(epochs.PlaceOf(tick));
            int start = Math.Clamp(column - (text.Length / 2), 0, columns - text.Length);
            bool isLast = i == epochs.Ticks.Count - 1;
            if (start < free || (!isLast && epochs.Ticks.Count > 1 && start + text.Length >= lastStart))
                continue;
            line[column] = style.Pick('┴', '+');
            text.CopyTo(0, numbers, start, text.Length);
            free = start + text.Length + 1;
        }

        return (new string(line), new string(numbers).TrimEnd());
    }

    private static string Note(ChartPanel panel, TextStyle style)
    {
        List<string> parts = [];
        if (!panel.IsRate && panel.BestRow is { } row && panel.Best is { } best)
            parts.Add(style.Paint($"{style.Pick('◆', '@')} best epoch {panel.Epoch[row].ToString(CultureInfo.InvariantCulture)}: {best.Name} {ChartAxis.ShortNumber(best.Value)}", TextColor.Best));
        if (panel.HasBroken)
            parts.Add(style.Paint($"{style.Pick('×', 'x')} not a number, or infinite", TextColor.Bad));
        return string.Join("  ", parts);
    }

    private static IEnumerable<string> Changes(EpochTable table, TextStyle style, int width)
    {
        IReadOnlyList<LearningRateChange> changes = table.History?.LearningRateChanges ?? [];
        foreach (LearningRateChange change in changes.Take(MaxChanges))
        {
            string text = string.Create(CultureInfo.InvariantCulture, $"epoch {change.Epoch}: {change.By} from {ChartAxis.ShortNumber(change.From)} to {ChartAxis.ShortNumber(change.To)}");
            yield return style.Paint(style.Fit(Shorten(text, width)), TextColor.Faint);
        }

        if (changes.Count > MaxChanges)
            yield return style.Paint($"and {changes.Count - MaxChanges} more changes", TextColor.Faint);
    }
}
