using System.Xml.Linq;

namespace KerasPS.Charts;

/// <summary>A training as one SVG image: a chart for each metric, two in a row.</summary>
internal static class HistoryImage
{
    private const double Gap = 20;

    public static XElement Draw(EpochTable table, IReadOnlyList<ChartPanel> panels)
    {
        int columns = Math.Min(2, panels.Count);
        int rows = (panels.Count + columns - 1) / columns;
        double top = Gap + 34;
        string? ending = HistoryText.Ending(table);
        double width = (columns * (LineChart.Width + Gap)) + Gap;
        double height = top + (rows * (LineChart.Height + Gap)) + (ending is null ? 0 : 24);
        string title = table.Title.Length > 0 ? table.Title : "Training";
        List<XElement> content = [Svg.Text(Gap + 12, Gap + 20, HistoryText.Shorten(title, columns * 45), "heading")];
        for (int i = 0; i < panels.Count; i++)
        {
            XElement chart = new LineChart(panels[i]).Draw(isInteractive: false);
            chart.SetAttributeValue("x", Svg.Number(Gap + (i % columns * (LineChart.Width + Gap))));
            chart.SetAttributeValue("y", Svg.Number(top + (i / columns * (LineChart.Height + Gap))));
            chart.SetAttributeValue("width", Svg.Number(LineChart.Width));
            chart.SetAttributeValue("height", Svg.Number(LineChart.Height));
            content.Add(chart);
        }

        if (ending is not null)
            content.Add(Svg.Text(Gap + 12, height - 16, HistoryText.Shorten(ending, columns * 75), "faint"));
        return Svg.Image(width, height, title, content.ToArray<object>());
    }
}
