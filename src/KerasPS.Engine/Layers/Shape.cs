namespace KerasPS.Layers;

/// <summary>Shapes of samples as people read them.</summary>
public static class Shape
{
    /// <summary>A shape as a tuple, e.g. <c>(28, 28, 1)</c> or <c>(4,)</c>.</summary>
    /// <param name="shape">The sizes.</param>
    public static string Format(IReadOnlyList<long> shape) =>
        shape.Count == 1 ? $"({shape[0]},)" : $"({string.Join(", ", shape)})";

    /// <summary>The number of values in a sample of that shape.</summary>
    /// <param name="shape">The sizes.</param>
    public static long Size(IReadOnlyList<long> shape) => shape.Aggregate(1L, (product, n) => product * n);
}
