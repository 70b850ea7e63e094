namespace KerasPS.EventFiles;

/// <summary>How many values lie between two limits.</summary>
/// <param name="Left">The lower limit, which belongs to the bucket.</param>
/// <param name="Right">The upper limit, which only belongs to the last bucket.</param>
/// <param name="Count">The number of values.</param>
public sealed record HistogramBucket(double Left, double Right, double Count)
{
    private const int DefaultCount = 30;

    /// <summary>
    /// TensorBoard's buckets: 30 of the same width from the smallest value to the largest; one around the value where all are the same. Values that are no
    /// finite numbers lie in none.
    /// </summary>
    internal static HistogramBucket[] Of(float[] values)
    {
        float[] finite = Array.FindAll(values, float.IsFinite);
        if (finite.Length == 0)
            return [];
        double least = finite.Min();
        double range = finite.Max() - least;
        if (range == 0)
            return [new(least - 0.5, least + 0.5, finite.Length)];
        long[] counts = new long[DefaultCount];
        foreach (float value in finite)
            counts[Math.Min((int)Math.Floor((value - least) / (range / DefaultCount)), DefaultCount - 1)]++;
        return counts.Select((count, i) => new HistogramBucket(Edge(i), Edge(i + 1), count)).ToArray();

        double Edge(int i) => i == DefaultCount ? least + range : least + (range * i / DefaultCount);
    }
}
