namespace KerasPS;

/// <summary>Shapes of samples as people read them.</summary>
public static class Shape
{
    /// <summary>A shape as a tuple, e.g. <c>(28, 28, 1)</c> or <c>(4,)</c>; a size that is not known is <c>None</c>, as in Keras.</summary>
    /// <param name="shape">The sizes.</param>
    public static string Format(IReadOnlyList<long> shape)
    {
        string sizes = string.Join(", ", shape.Select(size => size < 0 ? "None" : $"{size}"));
        return shape.Count == 1 ? $"({sizes},)" : $"({sizes})";
    }

    /// <summary>The shapes of several inputs.</summary>
    /// <param name="shapes">The shapes.</param>
    public static string Format(IReadOnlyList<IReadOnlyList<long>> shapes) => string.Join(" and ", shapes.Select(Format));

    /// <summary>The number of values in a sample of that shape; -1 where a size is not known.</summary>
    /// <param name="shape">The sizes.</param>
    public static long Size(IReadOnlyList<long> shape) => shape.Any(n => n < 0) ? -1 : shape.Aggregate(1L, (product, n) => product * n);

    /// <summary>Whether the number of bytes of an array of that shape can be counted in 64 bits.</summary>
    /// <param name="shape">The sizes, all of them known.</param>
    internal static bool IsCountable(IReadOnlyList<long> shape)
    {
        Int128 bytes = sizeof(double);
        foreach (long size in shape)
        {
            bytes *= Math.Max(size, 1);
            if (bytes > long.MaxValue)
                return false;
        }

        return true;
    }

    /// <summary>Whether a shape fits another one, in which a size of -1 stands for any.</summary>
    /// <param name="wanted">The expected shape.</param>
    /// <param name="given">The given shape.</param>
    public static bool Fits(IReadOnlyList<long> wanted, IReadOnlyList<long> given) =>
        wanted.Count == given.Count && wanted.Zip(given).All(pair => pair.First < 0 || pair.First == pair.Second);
}
