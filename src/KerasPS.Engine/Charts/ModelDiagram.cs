using System.Xml.Linq;
using KerasPS.Files;

namespace KerasPS.Charts;

/// <summary>A model as an image: a box for each layer, arrows for what goes from one to another.</summary>
public static class ModelDiagram
{
    private const double BoxHeight = 52;
    private const double GapAcross = 28;
    private const double GapDown = 38;
    private const double Margin = 24;
    private const double Header = 64;

    /// <summary>Writes the image as SVG. A model with a known input shape is built first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file, which is replaced once the new one is whole.</param>
    /// <exception cref="KerasException"><c>NotBuilt</c>: the model has no layers; <c>PathNotWritable</c>; <c>UnknownFormat</c>: the extension is not <c>.svg</c>.</exception>
    public static void Write(Model model, string path)
    {
        if (!Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase))
            throw new KerasException("UnknownFormat", $"'{Path.GetFileName(path)}' cannot be written: diagrams are SVG files, with the extension .svg.", path);
        XElement image = Draw(model);
        AtomicFile.Write(path, stream => Svg.Write(stream, image));
    }

    internal static XElement Draw(Model model)
    {
        IReadOnlyList<DiagramNode> nodes = DiagramNode.Of(model);
        LayeredLayout layout = new(nodes.Select(node => node.Inputs).ToArray());
        double box = Math.Clamp(nodes.Max(WidthOf), 170, 360);
        double unit = box + GapAcross;
        string heading = model.Name!;
        string totals = LayerTotals.Of(model);
        double width = Math.Max((layout.Width * unit) - GapAcross, Math.Max(Svg.WidthOf(heading) * 1.5, Math.Max(Svg.WidthOf(totals), 290))) + (2 * Margin);
        double height = Header + (layout.RankCount * (BoxHeight + GapDown)) + 30;
        double left = (width - (layout.Width * unit)) / 2;

        List<object> content =
        [
            new XElement(Svg.Namespace + "style", Svg.Resource("diagram.css")),
            Arrow(),
            Svg.Text(width / 2, 30, heading, "heading", "middle"),
            Svg.Text(width / 2, 50, totals, "faint", "middle"),
        ];
        int edge = 0;
        for (int i = 0; i < nodes.Count; i++)
        {
            IReadOnlyList<LayeredLayout.Slot>[] paths = layout.Edges.Skip(edge).Take(nodes[i].Inputs.Count).OrderBy(path => path[^2].X).ToArray();
            edge += paths.Length;
            for (int input = 0; input < paths.Length; input++)
                content.Add(Edge(paths[input], left, unit, (input - ((paths.Length - 1) / 2.0)) * Math.Min(26, box / (paths.Length + 1))));
        }

        for (int i = 0; i < nodes.Count; i++)
            content.Add(Box(nodes[i], left + (layout.Nodes[i].X * unit), Top(layout.Nodes[i].Rank), box));
        content.AddRange(Legend(width / 2, height - 16));
        return Svg.Image(width, height, $"{heading}: {totals}", content.ToArray());
    }

    private static double Top(int rank) => Header + (rank * (BoxHeight + GapDown)) + 8;

    private static double WidthOf(DiagramNode node) =>
        36 + Math.Max((Svg.WidthOf(node.Name) * 1.06) + Svg.WidthOf(node.Type) + 14, Svg.WidthOf(node.Shape) + Svg.WidthOf(node.Parameters) + 14);

    private static XElement Box(DiagramNode node, double x, double y, double width)
    {
        double left = x - (width / 2);
        string kind = node.Kind.ToString().ToLowerInvariant();
        XElement group = Svg.Element("g", ("class", $"box {kind}"));
        group.Add(new XElement(Svg.Namespace + "title", Svg.Clean($"{node.Name} {node.Type} {node.Shape} {node.Parameters}".TrimEnd())));
        if (node.IsModel)
            group.Add(Svg.Element("rect", ("x", left + 5), ("y", y + 5), ("width", width), ("height", BoxHeight), ("rx", 7.0), ("class", "behind")));
        group.Add(Svg.Element("rect", ("x", left), ("y", y), ("width", width), ("height", BoxHeight), ("rx", 7.0), ("class", "body")));
        group.Add(Svg.Element("rect", ("x", left + 6), ("y", y + 8), ("width", 4.0), ("height", BoxHeight - 16), ("rx", 2.0), ("class", "strip")));
        double room = width - 36 - Svg.WidthOf(node.Type);
        string name = node.Name;
        while (name.Length > 4 && Svg.WidthOf(name) * 1.06 > room)
            name = HistoryText.Shorten(name, name.Length - 1);
        group.Add(Svg.Text(left + 18, y + 22, name, "name"));
        group.Add(Svg.Text(left + width - 12, y + 22, node.Type, "faint", "end"));
        group.Add(Svg.Text(left + 18, y + 40, node.Shape, "shape"));
        group.Add(Svg.Text(left + width - 12, y + 40, node.IsOutput && node.Parameters.Length == 0 ? "output" : node.Parameters, "faint", "end"));
        return group;
    }

    private static XElement Edge(IReadOnlyList<LayeredLayout.Slot> path, double left, double unit, double port)
    {
        double x = left + (path[0].X * unit);
        double y = Top(path[0].Rank) + BoxHeight;
        string line = $"M{Svg.Number(x)} {Svg.Number(y)}";
        for (int i = 1; i < path.Count; i++)
        {
            bool isLast = i == path.Count - 1;
            double nextX = left + (path[i].X * unit) + (isLast ? port : 0);
            double nextY = Top(path[i].Rank) - (isLast ? 7 : 0);
            double middle = (y + nextY) / 2;
            line += $" C{Svg.Number(x)} {Svg.Number(middle)} {Svg.Number(nextX)} {Svg.Number(middle)} {Svg.Number(nextX)} {Svg.Number(nextY)}";
            (x, y) = (nextX, nextY);
            if (isLast)
                continue;
            y += BoxHeight;
            line += $" V{Svg.Number(y)}";
        }

        return Svg.Element("path", ("d", line), ("class", "edge"), ("marker-end", "url(#arrow)"));
    }

    private static XElement Arrow() => new(
        Svg.Namespace + "defs",
        new XElement(
            Svg.Namespace + "marker",
            new XAttribute("id", "arrow"),
            new XAttribute("viewBox", "0 0 8 8"),
            new XAttribute("refX", "2"),
            new XAttribute("refY", "4"),
            new XAttribute("markerWidth", "6"),
            new XAttribute("markerHeight", "6"),
            new XAttribute("orient", "auto"),
            Svg.Element("path", ("d", "M0 0L8 4L0 8z"), ("class", "head"))));

    private static IEnumerable<XElement> Legend(double middle, double y)
    {
        (string Kind, string Text)[] parts = [("input", "input"), ("trained", "trained"), ("frozen", "not trained"), ("plain", "no parameters")];
        double x = middle - (parts.Sum(part => Svg.WidthOf(part.Text) + 30) / 2);
        foreach ((string kind, string text) in parts)
        {
            XElement group = Svg.Element("g", ("class", kind));
            group.Add(Svg.Element("rect", ("x", x), ("y", y - 10), ("width", 4.0), ("height", 12.0), ("rx", 2.0), ("class", "strip")));
            group.Add(Svg.Text(x + 10, y, text, "tick"));
            yield return group;
            x += Svg.WidthOf(text) + 30;
        }
    }
}
