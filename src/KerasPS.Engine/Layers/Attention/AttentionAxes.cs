namespace KerasPS.Layers;

/// <summary>The axes over which heads attend, and what follows for the einsums of attention.</summary>
internal sealed class AttentionAxes
{
    /// <param name="rank">The number of axes of projected queries, keys and values: batch, sequence axes, heads, features.</param>
    /// <param name="attended">The axes of attention among them.</param>
    public AttentionAxes(int rank, int[] attended)
    {
        Attended = attended;
        Others = Enumerable.Range(0, rank - 2).Except(attended).ToArray();
        ScoresRank = Others.Length + 1 + (2 * attended.Length);
        KeyAxesOfScores = Enumerable.Range(ScoresRank - attended.Length, attended.Length).ToArray();
        char[] queries = Enumerable.Range(0, rank).Select(i => (char)('a' + i)).ToArray();
        char[] keys = (char[])queries.Clone();
        for (int i = 0; i < attended.Length; i++)
            keys[attended[i]] = (char)('a' + rank + i);
        string scores = string.Concat(
            [.. Others.Select(axis => queries[axis]), queries[^2], .. attended.Select(axis => queries[axis]), .. attended.Select(axis => keys[axis])]);
        ScoresEquation = $"{new string(keys)},{new string(queries)}->{scores}";
        CombineEquation = $"{scores},{new string(keys)}->{new string(queries)}";
    }

    /// <summary>The axes of attention.</summary>
    public int[] Attended { get; }

    /// <summary>The other axes but for heads and features: the batch axis and sequence axes without attention.</summary>
    public int[] Others { get; }

    /// <summary>The number of axes of the scores: the others, heads, those of queries, those of keys.</summary>
    public int ScoresRank { get; }

    /// <summary>The axes of the scores that are those of keys.</summary>
    public int[] KeyAxesOfScores { get; }

    /// <summary>Keys and queries to scores.</summary>
    public string ScoresEquation { get; }

    /// <summary>Weights and values to the outputs of the heads.</summary>
    public string CombineEquation { get; }

    /// <summary>The shape of a sample's scores.</summary>
    public long[] ScoresShape(IReadOnlyList<long> queryShape, IReadOnlyList<long> valueShape, int heads) =>
    [
        .. Others.Where(axis => axis > 0).Select(axis => queryShape[axis - 1]),
        heads,
        .. Attended.Select(axis => queryShape[axis - 1]),
        .. Attended.Select(axis => valueShape[axis - 1]),
    ];

    /// <summary>Whether an attention mask goes with scores: its last axes are those of queries and keys, and those before the first of the scores'.</summary>
    public bool IsMask(long[] mask, long[] scores)
    {
        int last = 2 * Attended.Length;
        return mask.Length >= last
            && mask.Length <= scores.Length
            && mask.Zip([.. scores[..(mask.Length - last)], .. scores[^last..]]).All(pair => pair.First is 1 or -1 || pair.Second == -1 || pair.First == pair.Second);
    }
}
