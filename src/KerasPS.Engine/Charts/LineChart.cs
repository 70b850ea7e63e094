using System.Globalization;
using System.Xml.Linq;
using KerasPS.Metrics;

namespace KerasPS.Charts;

/// <summary>A chart of a metric by epoch as SVG.</summary>
internal sealed class LineChart
{
    public const double Width = 520;
    public const double Height = 300;

    private const double Right = Width - 16;
    private const double Top = 58;
    private const double Bottom = Height - 44;

    private readonly ChartPanel panel;
    private readonly ChartAxis values;
    private readonly ChartAxis epochs;
    private readonly double left;

    public LineChart(ChartPanel panel)
    {
        this.panel = panel;
        values = panel.ValueAxis(8);
        epochs = panel.EpochAxis(7);
        left = Math.Max(40, 18 + values.Ticks.Max(tick => Svg.WidthOf(values.Format(tick))));
    }

    /// <summary>The chart; parts that a page moves with the pointer are in it, unseen.</summary>
    /// <param name="isInteractive">Whether it is for a page with a script.</param>
    public XElement Draw(bool isInteractive)
    {
        XElement chart = Svg.Element("svg", ("class", "chart"), ("viewBox", $"0 0 {Svg.Number(Width)} {Svg.Number(Height)}"), ("role", "img"));
        chart.Add(new XElement(Svg.Namespace + "title", Svg.Clean(panel.Title)));
        chart.Add(Header());
        chart.Add(Axes());
        if (panel.BestRow is { } best && !panel.IsRate)
            chart.Add(Svg.Line(X(panel.Epoch[best]), Top, X(panel.Epoch[best]), Bottom, "best-line"));
        foreach ((string name, double?[] series) in panel.Columns)
            chart.Add(Curve(name, series));
        if (panel.BestRow is { } row && panel.Best is { } top && !panel.IsRate)
            chart.Add(Svg.Element("circle", ("cx", X(panel.Epoch[row])), ("cy", Y(top.Value)), ("r", 4.5), ("class", "best-point")));
        if (isInteractive)
            chart.Add(InteractiveElements());
        return chart;
    }

    private static string StyleOf(ChartPanel panel, string name) =>
        panel.IsRate ? "rate" : MetricName.Parse(name).IsValidation ? "validation" : "training";

    private double X(double epoch) => left + (epochs.PlaceOf(epoch) * (Right - left));

    private double Y(double value) => Bottom - (values.PlaceOf(value) * (Bottom - Top));

    private IEnumerable<XElement> Header()
    {
        double x = Right;
        foreach ((string name, _) in panel.Columns.Reverse())
        {
            string shown = HistoryText.Shorten(name, 24);
            yield return Svg.Text(x, 22, shown, "", "end");
            x -= Svg.WidthOf(shown) + 6;
            yield return Svg.Line(x - 18, 18, x, 18, "curve " + StyleOf(panel, name));
            x -= 34;
        }

        yield return Svg.Text(12, 22, HistoryText.Shorten(panel.Title, Math.Max(8, (int)((x - 12) / 8))) + (panel.IsLogarithmic ? " (log)" : ""), "title");
        double next = 12;
        if (panel.Best is { } best && !panel.IsRate)
        {
            string text = $"best epoch {panel.Epoch[panel.BestRow!.Value].ToString(CultureInfo.InvariantCulture)}: {best.Name} {ChartAxis.ShortNumber(best.Value)}";
            yield return Svg.Element("circle", ("cx", next + 4), ("cy", 37.0), ("r", 4.0), ("class", "best-point"));
            yield return Svg.Text(next + 14, 41, text, "best");
            next += Svg.WidthOf(text) + 26;
        }

        if (panel.HasBroken)
        {
            yield return Cross(next + 4, 37);
            yield return Svg.Text(next + 14, 41, "not a number, or infinite", "broken-note");
        }
    }

    private IEnumerable<XElement> Axes()
    {
        foreach (double tick in values.Ticks)
        {
            yield return Svg.Line(left, Y(tick), Right, Y(tick), "grid");
            yield return Svg.Text(left - 8, Y(tick) + 4, values.Format(tick), "tick", "end");
        }

        yield return Svg.Line(left, Bottom, Right, Bottom, "axis");
        double free = double.NegativeInfinity;
        string last = epochs.Format(epochs.Ticks[^1]);
        double lastStart = X(epochs.Ticks[^1]) - (Svg.WidthOf(last) / 2) - 10;
        foreach (double tick in epochs.Ticks)
        {
            string text = epochs.Format(tick);
            double half = Svg.WidthOf(text) / 2;
            bool isLast = tick == epochs.Ticks[^1];
            if (X(tick) - half < free || (!isLast && epochs.Ticks.Count > 1 && X(tick) + half > lastStart))
                continue;
            free = X(tick) + half + 10;
            yield return Svg.Line(X(tick), Bottom, X(tick), Bottom + 5, "axis");
            yield return Svg.Text(Math.Min(X(tick), Right - half + 8), Bottom + 19, text, "tick", "middle");
        }

        yield return Svg.Text((left + Right) / 2, Bottom + 36, "epoch", "tick", "middle");
    }

    private IEnumerable<XElement> Curve(string name, double?[] series)
    {
        string style = StyleOf(panel, name);
        foreach (List<(double X, double Y)> part in Parts(series))
        {
            List<(double X, double Y)> points = panel.IsRate ? Steps(part) : part;
            if (points.Count == 1)
            {
                yield return Svg.Element("circle", ("cx", points[0].X), ("cy", points[0].Y), ("r", 3.5), ("class", "point " + style));
                continue;
            }

            string places = string.Join(' ', Thinned(points).Select(point => $"{Svg.Number(point.X)},{Svg.Number(point.Y)}"));
            yield return Svg.Element("polyline", ("points", places), ("class", "curve " + style));
        }

        for (int i = 0; i < series.Length; i++)
        {
            if (series[i] is { } value && !double.IsFinite(value))
                yield return Cross(X(panel.Epoch[i]), Top - 2);
        }
    }

    /// <summary>The values between those that are not finite; epochs without a value are skipped.</summary>
    private IEnumerable<List<(double X, double Y)>> Parts(double?[] series)
    {
        List<(double X, double Y)> part = [];
        for (int i = 0; i < series.Length; i++)
        {
            if (series[i] is not { } value)
                continue;
            if (double.IsFinite(value))
            {
                part.Add((X(panel.Epoch[i]), Y(value)));
                continue;
            }

            if (part.Count > 0)
                yield return part;
            part = [];
        }

        if (part.Count > 0)
            yield return part;
    }

    private static List<(double X, double Y)> Steps(List<(double X, double Y)> points) =>
        points.SelectMany((point, i) => i == 0 ? [point] : new[] { (point.X, points[i - 1].Y), point }).ToList();

    /// <summary>Of points that lie within half a pixel only the lowest and the highest, in their order: thousands of epochs look the same.</summary>
    private static IEnumerable<(double X, double Y)> Thinned(List<(double X, double Y)> points)
    {
        if (points.Count <= 2 * Width)
            return points;
        return points.GroupBy(point => (int)(point.X * 2)).SelectMany(group =>
        {
            (double X, double Y)[] ends = [group.MinBy(point => point.Y), group.MaxBy(point => point.Y)];
            return ends.Distinct().OrderBy(point => point.X);
        });
    }

    private static XElement Cross(double x, double y) => Svg.Element(
        "path", ("d", string.Create(CultureInfo.InvariantCulture, $"M{Svg.Number(x - 3)} {Svg.Number(y - 3)}l6 6m0 -6l-6 6")), ("class", "broken"));

    private IEnumerable<object> InteractiveElements()
    {
        yield return new XAttribute("data-left", Svg.Number(left));
        yield return new XAttribute("data-width", Svg.Number(Right - left));
        yield return new XAttribute("data-top", Svg.Number(Top));
        yield return new XAttribute("data-height", Svg.Number(Bottom - Top));
        yield return new XAttribute("data-first", epochs.Least);
        yield return new XAttribute("data-last", epochs.Most);
        yield return new XAttribute("data-least", values.Least);
        yield return new XAttribute("data-most", values.Most);
        yield return new XAttribute("data-scale", panel.IsLogarithmic ? "log" : "linear");
        yield return Svg.Line(left, Top, left, Bottom, "cross");
        foreach ((string name, _) in panel.Columns)
            yield return Svg.Element("circle", ("r", 4.0), ("cx", left), ("cy", Top), ("class", $"dot point {StyleOf(panel, name)}"));
    }
}
