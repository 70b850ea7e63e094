namespace KerasPS.Charts;

/// <summary>
/// A layered layout of a directed acyclic graph, in ranks from top to bottom: each node below all its inputs. After Sugiyama,
/// Tagawa and Toda, 1981: ranks by the longest path, dummy nodes where edges cross ranks, order by barycenters, then coordinates.
/// </summary>
internal sealed class LayeredLayout
{
    private const int Sweeps = 12;
    private const double DummyWidth = 0.35;

    private readonly List<Slot> slots = [];
    private readonly List<Slot>[] ranks;

    /// <summary>Lays out a graph.</summary>
    /// <param name="inputs">The inputs of each node, all of which come before it.</param>
    public LayeredLayout(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        int[] rank = RanksOf(inputs);
        ranks = Enumerable.Range(0, rank.Max() + 1).Select(_ => new List<Slot>()).ToArray();
        for (int i = 0; i < inputs.Count; i++)
            Add(new Slot(rank[i], 1));
        Nodes = slots.ToArray();
        Dictionary<(int Node, int Rank), Slot> dummies = [];
        for (int i = 0; i < inputs.Count; i++)
        {
            foreach (int from in inputs[i])
                Edges.Add(Path(from, i, dummies));
        }

        for (int sweep = 0; sweep < Sweeps; sweep++)
            OrderByBarycenter(isDownwards: sweep % 2 == 0);
        foreach (List<Slot> row in ranks)
            Place(row, row.Select((_, i) => (double)i).ToArray());
        for (int sweep = 0; sweep < 2 * Sweeps; sweep++)
            AlignToNeighbors(isDownwards: sweep % 2 == 0);
        double least = slots.Min(slot => slot.X - (slot.Width / 2));
        foreach (Slot slot in slots)
            slot.X -= least;
        Width = slots.Max(slot => slot.X + (slot.Width / 2));
    }

    /// <summary>The positions of the nodes.</summary>
    public IReadOnlyList<Slot> Nodes { get; }

    /// <summary>The edges, in the order of the inputs of each node: the positions that they go through, from top to bottom.</summary>
    public List<IReadOnlyList<Slot>> Edges { get; } = [];

    /// <summary>How many nodes fit beside each other.</summary>
    public double Width { get; }

    public int RankCount => ranks.Length;

    /// <summary>The longest path to each node; nodes without inputs lie right above their first successor.</summary>
    private static int[] RanksOf(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        int[] rank = new int[inputs.Count];
        for (int i = 0; i < rank.Length; i++)
            rank[i] = inputs[i].Select(from => rank[from] + 1).DefaultIfEmpty(0).Max();
        for (int i = 0; i < rank.Length; i++)
        {
            int[] successors = Enumerable.Range(0, rank.Length).Where(other => inputs[other].Contains(i)).ToArray();
            if (inputs[i].Count == 0 && successors.Length > 0)
                rank[i] = successors.Min(successor => rank[successor]) - 1;
        }

        return rank;
    }

    private Slot Add(Slot slot)
    {
        slots.Add(slot);
        ranks[slot.Rank].Add(slot);
        return slot;
    }

    private List<Slot> Path(int from, int to, Dictionary<(int Node, int Rank), Slot> dummies)
    {
        List<Slot> path = [Nodes[from]];
        for (int rank = Nodes[from].Rank + 1; rank < Nodes[to].Rank; rank++)
        {
            if (!dummies.TryGetValue((from, rank), out Slot? dummy))
                dummies.Add((from, rank), dummy = Add(new Slot(rank, DummyWidth)));
            path.Add(dummy);
        }

        path.Add(Nodes[to]);
        foreach ((Slot above, Slot below) in path.Zip(path.Skip(1)))
        {
            if (above.Below.Contains(below))
                continue;
            above.Below.Add(below);
            below.Above.Add(above);
        }

        return path;
    }

    private void OrderByBarycenter(bool isDownwards)
    {
        foreach (List<Slot> row in isDownwards ? ranks : Enumerable.Reverse(ranks))
        {
            Dictionary<Slot, double> barycenters = row.Select((slot, i) => (slot, i)).ToDictionary(pair => pair.slot, pair => pair.slot.Neighbors(isDownwards) is { Count: > 0 } near
                ? near.Average(neighbor => (double)ranks[neighbor.Rank].IndexOf(neighbor) / Math.Max(1, ranks[neighbor.Rank].Count - 1))
                : (double)pair.i / Math.Max(1, row.Count - 1));
            Slot[] ordered = row.OrderBy(slot => barycenters[slot]).ToArray();
            row.Clear();
            row.AddRange(ordered);
        }
    }

    private void AlignToNeighbors(bool isDownwards)
    {
        foreach (List<Slot> row in isDownwards ? ranks : Enumerable.Reverse(ranks))
        {
            Place(row, row.Select(slot => slot.Neighbors(isDownwards) is { Count: > 0 } near ? near.Average(neighbor => neighbor.X) : slot.X).ToArray());
        }
    }

    /// <summary>Places a row as near to the wanted positions as its widths allow, by least squares (pool adjacent violators).</summary>
    private static void Place(List<Slot> row, double[] wanted)
    {
        double[] offsets = new double[row.Count];
        for (int i = 1; i < row.Count; i++)
            offsets[i] = offsets[i - 1] + ((row[i - 1].Width + row[i].Width) / 2);
        List<(double Mean, int Count)> pools = [];
        for (int i = 0; i < row.Count; i++)
        {
            pools.Add((wanted[i] - offsets[i], 1));
            while (pools.Count > 1 && pools[^2].Mean > pools[^1].Mean)
            {
                ((double a, int m), (double b, int n)) = (pools[^2], pools[^1]);
                pools.RemoveRange(pools.Count - 2, 2);
                pools.Add((((a * m) + (b * n)) / (m + n), m + n));
            }
        }

        int at = 0;
        foreach ((double mean, int count) in pools)
        {
            for (int i = 0; i < count; i++, at++)
                row[at].X = mean + offsets[at];
        }
    }

    /// <summary>A position in a rank: of a node, or of a dummy node on an edge.</summary>
    internal sealed class Slot(int rank, double width)
    {
        public int Rank { get; } = rank;

        /// <summary>In widths of a node.</summary>
        public double Width { get; } = width;

        /// <summary>The middle, in widths of a node from the left.</summary>
        public double X { get; set; }

        public List<Slot> Above { get; } = [];

        public List<Slot> Below { get; } = [];

        public List<Slot> Neighbors(bool above) => above ? Above : Below;
    }
}
