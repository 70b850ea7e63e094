namespace KerasPS.Text;

/// <summary>A column of texts and the layer that turns them into numbers.</summary>
/// <param name="Layer">The layer. Where it has no vocabulary yet, it learns it from the table.</param>
/// <param name="Column">The column's name, or a wildcard; null for a table with one feature column.</param>
public sealed record TextPreprocessing(TextLayer Layer, string? Column = null);
