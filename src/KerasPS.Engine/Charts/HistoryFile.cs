using System.Collections;
using System.Globalization;
using System.Text.Json;
using KerasPS.Csv;
using KerasPS.Files;

namespace KerasPS.Charts;

/// <summary>Writes the epochs of a training to files.</summary>
public static class HistoryFile
{
    /// <summary>The extensions of the formats.</summary>
    public static IReadOnlyList<string> Extensions { get; } = [".html", ".svg", ".csv", ".json"];

    /// <summary>
    /// Writes a file whose extension says its format: <c>.html</c>, one page with charts that needs nothing else; <c>.svg</c>, an image; <c>.csv</c>,
    /// a row an epoch; <c>.json</c>, all columns and facts. Numbers are invariant and exact in the last two.
    /// </summary>
    /// <param name="table">The epochs.</param>
    /// <param name="path">The file, which is replaced once the new one is whole.</param>
    /// <param name="metrics">What images show: names of metrics; null for all, and the learning rate where there is one.</param>
    /// <param name="isLogarithmic">Whether images show values by their powers of ten, where all are above 0.</param>
    /// <exception cref="KerasException"><c>UnknownFormat</c>; <c>MetricNotFound</c>; <c>PathNotWritable</c>.</exception>
    public static void Write(EpochTable table, string path, IReadOnlyList<string>? metrics = null, bool isLogarithmic = false)
    {
        Action<Stream> write = Path.GetExtension(path).ToLowerInvariant() switch
        {
            ".svg" => DecodedImage(),
            ".html" or ".htm" => Page(),
            ".csv" => stream => WriteCsv(table, stream),
            ".json" => stream => WriteJson(table, stream),
            var other => throw new KerasException(
                "UnknownFormat",
                $"'{Path.GetFileName(path)}' has {(other.Length == 0 ? "no extension" : $"the extension '{other}'")}, but the extension says what to write: {string.Join(", ", Extensions)}.",
                path),
        };
        AtomicFile.Write(path, write);

        Action<Stream> DecodedImage()
        {
            ChartPanel[] panels = Panels(table, metrics, isLogarithmic);
            return stream => Svg.Write(stream, HistoryImage.Draw(table, panels));
        }

        Action<Stream> Page()
        {
            ChartPanel[] panels = Panels(table, metrics, isLogarithmic);
            return stream => Svg.Write(stream, HistoryPage.Draw(table, panels), HistoryPage.Doctype);
        }
    }

    private static ChartPanel[] Panels(EpochTable table, IReadOnlyList<string>? metrics, bool isLogarithmic)
    {
        IEnumerable<string> shown = metrics ?? table.Metrics.Concat(table.Name.Where(name => name.Equals(EpochTable.LearningRateColumn, StringComparison.OrdinalIgnoreCase)));
        return shown.Select(metric => new ChartPanel(table, metric, isLogarithmic)).ToArray();
    }

    /// <summary>As RFC 4180 has it: lines end with CR and LF, and cells with commas, quotes or line ends are quoted.</summary>
    private static void WriteCsv(EpochTable table, Stream stream)
    {
        using CsvFileWriter writer = new(stream, ',', "\r\n");
        writer.Write(table.Column);
        for (int row = 0; row < table.Count; row++)
            writer.Write(table.Column.Select(name => Text(table.Cell(row, name))));
    }

    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        double.NaN or float.NaN => "NaN",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static void WriteJson(EpochTable table, Stream stream)
    {
        using Utf8JsonWriter writer = new(stream, new JsonWriterOptions { Indented = true });
        writer.WriteStartObject();
        writer.WriteString("title", table.Title);
        writer.WriteStartObject("facts");
        foreach ((string name, string text) in HistoryFacts.Of(table))
            writer.WriteString(name, text);
        writer.WriteEndObject();
        if (table.BestRow is { } best)
            writer.WriteNumber("best_epoch", table.Epoch[best]);
        if (table.History is { } history)
        {
            writer.WriteString("stop_reason", $"{history.StopReason}");
            writer.WriteString("stop_message", history.StopMessage);
            writer.WriteNumber("weights_from_epoch", history.WeightsFromEpoch);
            writer.WriteStartArray("learning_rate_changes");
            foreach (LearningRateChange change in history.LearningRateChanges)
                WriteRecord(writer, [new("epoch", change.Epoch), new("from", change.From), new("to", change.To), new("by", change.By)]);
            writer.WriteEndArray();
        }

        writer.WriteStartArray("epochs");
        for (int row = 0; row < table.Count; row++)
            WriteRecord(writer, table.Column.Select(name => KeyValuePair.Create(name, table.Cell(row, name))));
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRecord(Utf8JsonWriter writer, IEnumerable<KeyValuePair<string, object?>> cells)
    {
        writer.WriteStartObject();
        foreach ((string name, object? value) in cells)
        {
            writer.WritePropertyName(name);
            switch (value)
            {
                case null:
                    writer.WriteNullValue();
                    break;
                case bool flag:
                    writer.WriteBooleanValue(flag);
                    break;
                case not (string or Enum) when EpochTable.NumberOf(value) is { } number && double.IsFinite(number):
                    writer.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture)!);
                    break;
                default:
                    writer.WriteStringValue(Text(value));
                    break;
            }
        }

        writer.WriteEndObject();
    }
}
