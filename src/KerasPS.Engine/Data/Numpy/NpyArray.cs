namespace KerasPS.Data.Numpy;

/// <summary>An array as NumPy stores it.</summary>
/// <param name="Name">Its name in the archive, or of its file.</param>
/// <param name="Shape">Its shape, e.g. <c>[60000, 28, 28]</c>; the first axis is the sample.</param>
/// <param name="Values">The values, row-major, rounded to 32-bit floating point where the file's type is wider.</param>
internal sealed record NpyArray(string Name, IReadOnlyList<long> Shape, ArrayValues Values)
{
    /// <summary>The shape as it is shown.</summary>
    public string ShapeText => $"({string.Join(", ", Shape)})";
}
