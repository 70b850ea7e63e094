namespace KerasPS.Charts;

/// <summary>A model as lines of text: boxes with arrows, or, where those are too wide, a list.</summary>
public static class ModelText
{
    private const int Between = 3;
    private const int BoxHeight = 4;

    /// <summary>Draws a model. A model with a known input shape is built first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="style">What the terminal can show.</param>
    /// <param name="width">The number of columns that there are.</param>
    /// <returns>The lines.</returns>
    /// <exception cref="KerasException"><c>NotBuilt</c>: the model has no layers.</exception>
    public static IReadOnlyList<string> Draw(Model model, TextStyle style, int width)
    {
        IReadOnlyList<DiagramNode> nodes = DiagramNode.Of(model);
        LayeredLayout layout = new(nodes.Select(node => node.Inputs).ToArray());
        int box = nodes.Max(node => Math.Max(Joined(node.Name, node.Type).Length, Joined(node.Shape, Right(node)).Length)) + 4;
        int columns = (int)Math.Ceiling(layout.Width * (box + Between));
        string heading = style.Fit($"{model.Name} ({LayerTotals.Of(model)})");
        IEnumerable<string> body = columns <= width ? Boxes(nodes, layout, style, box) : List(nodes, style, width);
        return [style.Paint(heading, TextColor.Strong), "", .. body];
    }

    private static string Right(DiagramNode node) => node.IsOutput && node.Parameters.Length == 0 ? "output" : node.Parameters;

    private static string Joined(string left, string right) => right.Length == 0 ? left : $"{left}  {right}";

    private static IEnumerable<string> Boxes(IReadOnlyList<DiagramNode> nodes, LayeredLayout layout, TextStyle style, int box)
    {
        int unit = box + Between;
        TextEdges wires = new(style);
        int[] tops = new int[layout.RankCount];
        int at = 0;
        for (int rank = 0; rank < layout.RankCount; rank++)
        {
            tops[rank] = at;
            at += BoxHeight + (rank == layout.RankCount - 1 ? 0 : Connect(wires, layout, nodes, rank, at + BoxHeight, unit));
        }

        char[][] lines = Enumerable.Range(0, at).Select(row => wires.Row(row, (int)Math.Ceiling(layout.Width * unit))).ToArray();
        for (int i = 0; i < nodes.Count; i++)
        {
            string[] drawn = BoxOf(nodes[i], style, box);
            int left = ColumnOf(layout.Nodes[i], unit) - (box / 2);
            for (int row = 0; row < drawn.Length; row++)
                drawn[row].CopyTo(lines[tops[layout.Nodes[i].Rank] + row].AsSpan(Math.Max(0, left)));
        }

        // Edges that pass a rank run beside its boxes.
        foreach (LayeredLayout.Slot slot in layout.Edges.SelectMany(path => path.Skip(1).SkipLast(1)).Distinct())
        {
            for (int row = 0; row < BoxHeight; row++)
                lines[tops[slot.Rank] + row][ColumnOf(slot, unit)] = style.Pick('│', '|');
        }

        return lines.Select(line => new string(line).TrimEnd());
    }

    private static int ColumnOf(LayeredLayout.Slot slot, int unit) => (int)Math.Round(slot.X * unit, MidpointRounding.AwayFromZero) - (Between / 2);

    /// <summary>Draws the edges below a rank; returns how many lines they need.</summary>
    private static int Connect(TextEdges wires, LayeredLayout layout, IReadOnlyList<DiagramNode> nodes, int rank, int top, int unit)
    {
        List<(int From, int To, bool IsEnd)> pieces = [];
        int edge = 0;
        foreach (DiagramNode node in nodes)
        {
            IReadOnlyList<LayeredLayout.Slot>[] paths = layout.Edges.Skip(edge).Take(node.Inputs.Count).OrderBy(path => path[^2].X).ToArray();
            edge += paths.Length;
            for (int input = 0; input < paths.Length; input++)
            {
                foreach ((LayeredLayout.Slot above, LayeredLayout.Slot below) in paths[input].Zip(paths[input].Skip(1)))
                {
                    bool isEnd = below == paths[input][^1];
                    int port = isEnd ? ((2 * input) - (paths.Length - 1)) * 2 : 0;
                    if (above.Rank == rank)
                        pieces.Add((ColumnOf(above, unit), ColumnOf(below, unit) + port, isEnd));
                }
            }
        }

        return wires.Connect(pieces.Distinct().ToArray(), top);
    }

    private static string[] BoxOf(DiagramNode node, TextStyle style, int box)
    {
        string line = new(style.Pick(node.IsModel ? '═' : '─', node.IsModel ? '=' : '-'), box - 2);
        char side = style.Pick(node.IsModel ? '║' : '│', '|');
        (char a, char b, char c, char d) = style.IsUnicode ? (node.IsModel ? ('╔', '╗', '╚', '╝') : ('┌', '┐', '└', '┘')) : ('+', '+', '+', '+');
        return [$"{a}{line}{b}", Row(node.Name, node.Type), Row(node.Shape, Right(node)), $"{c}{line}{d}"];

        string Row(string left, string right) => $"{side} {style.Fit(left)}{style.Fit(right).PadLeft(box - 4 - left.Length)} {side}";
    }

    private static IEnumerable<string> List(IReadOnlyList<DiagramNode> nodes, TextStyle style, int width)
    {
        int name = nodes.Max(node => node.Name.Length);
        int type = nodes.Max(node => node.Type.Length);
        int shape = nodes.Max(node => node.Shape.Length);
        int parameters = nodes.Max(node => Right(node).Length);
        string arrow = style.IsUnicode ? "←" : "<-";
        return nodes.SelectMany(node =>
        {
            string row = style.Fit($"{node.Name.PadRight(name)}  {node.Type.PadRight(type)}  {node.Shape.PadRight(shape)}  {Right(node).PadLeft(parameters)}").TrimEnd();
            string from = node.Inputs.Count == 0 ? "" : $"{arrow} {style.Fit(string.Join(", ", node.Inputs.Select(input => nodes[input].Name)))}";
            return from.Length == 0 || row.Length + from.Length + 2 <= width ? [$"{row}  {from}".TrimEnd()] : new[] { row, $"    {from}" };
        });
    }
}
