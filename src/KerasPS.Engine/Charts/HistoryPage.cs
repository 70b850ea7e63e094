using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace KerasPS.Charts;

/// <summary>A training as one HTML page that needs nothing else: charts with the values in tooltips, facts, and all epochs as a table.</summary>
internal static class HistoryPage
{
    /// <summary>What comes before the page's element.</summary>
    public const string Doctype = "<!DOCTYPE html>\n";

    public static XElement Draw(EpochTable table, IReadOnlyList<ChartPanel> panels)
    {
        string title = table.Title.Length > 0 ? table.Title : "Training";
        return new XElement(
            "html",
            new XAttribute("lang", "en"),
            new XElement(
                "head",
                new XElement("meta", new XAttribute("charset", "utf-8")),
                new XElement("meta", new XAttribute("name", "viewport"), new XAttribute("content", "width=device-width, initial-scale=1")),
                new XElement("title", Svg.Clean($"{title}: training history")),
                new XElement("style", new XText(Svg.Style + Svg.Resource("page.css")))),
            new XElement(
                "body",
                new XElement(
                    "main",
                    new XElement("h1", Svg.Clean(title)),
                    new XElement("p", new XAttribute("class", "ending"), Svg.Clean(HistoryText.Ending(table) ?? HistoryText.Epochs(table.Count))),
                    Facts(table),
                    new XElement(
                        "div",
                        new XAttribute("class", "charts"),
                        panels.Select(panel => new XElement("div", new XAttribute("class", "card"), new LineChart(panel).Draw(isInteractive: true)))),
                    new XElement("h2", "Epochs"),
                    new XElement("div", new XAttribute("class", "scroll"), Table(table)),
                    new XElement("footer", "Written by KerasPS. Move the pointer over a chart or a row to see the values of an epoch.")),
                new XElement("div", new XAttribute("id", "tip"), new XAttribute("hidden", "hidden"), ""),
                new XElement("script", new XAttribute("type", "application/json"), new XAttribute("id", "data"), Data(table, panels)),
                Script(Svg.Resource("page.js"))));
    }

    /// <summary>A script that is one to readers of HTML and of XML alike.</summary>
    private static XElement Script(string code) => new("script", new XText("//"), new XCData($"\n{code}//"));

    private static XElement? Facts(EpochTable table)
    {
        IReadOnlyList<KeyValuePair<string, string>> facts = HistoryFacts.Of(table);
        return facts.Count == 0 ? null : new XElement(
            "dl",
            new XAttribute("class", "facts"),
            facts.Select(fact => new XElement("div", new XElement("dt", fact.Key), new XElement("dd", Svg.Clean(fact.Value)))));
    }

    private static XElement Table(EpochTable table)
    {
        string[] columns = table.Column.Where(name => !name.Equals(EpochTable.EpochColumn, StringComparison.OrdinalIgnoreCase)).ToArray();
        return new XElement(
            "table",
            new XElement("thead", new XElement("tr", columns.Prepend(EpochTable.EpochColumn).Select(name => new XElement("th", Svg.Clean(name))))),
            new XElement("tbody", Enumerable.Range(0, table.Count).Select(row => new XElement(
                "tr",
                row == table.BestRow ? new XAttribute("class", "best-row") : null,
                new XElement(
                    "td",
                    row == table.BestRow ? new XElement("span", new XAttribute("class", "badge"), new XAttribute("title", "best epoch"), "◆ ") : null,
                    table.Epoch[row].ToString(CultureInfo.InvariantCulture)),
                columns.Select(name => new XElement("td", Text(table.Cell(row, name), name)))))));
    }

    /// <summary>A cell; numbers of a column have the same decimals, but for learning rates, which are of all sizes.</summary>
    private static string Text(object? value, string column) => value switch
    {
        null => "",
        double number when Math.Abs(number) is 0 or (>= 1e-4 and < 1e6) && column != EpochTable.LearningRateColumn => number.ToString("0.0000", CultureInfo.InvariantCulture),
        double or float => ChartAxis.ShortNumber(Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        _ => Svg.Clean(Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""),
    };

    /// <summary>The values for the tooltips. The serializer escapes what would end the element.</summary>
    private static string Data(EpochTable table, IReadOnlyList<ChartPanel> panels) => JsonSerializer.Serialize(new
    {
        epoch = table.Epoch,
        charts = panels.Select(panel => panel.Columns.Select(column => new
        {
            name = Svg.Clean(column.Name),
            values = column.Values.Select(value => value is { } number && !double.IsFinite(number) ? ChartAxis.ShortNumber(number) : (object?)value),
        })),
    });
}
