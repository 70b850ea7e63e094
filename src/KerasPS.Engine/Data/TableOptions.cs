using KerasPS.Text;

namespace KerasPS.Data;

/// <summary>Which columns of a <see cref="Table"/> are features, labels and weights, and how they become numbers.</summary>
public sealed record TableOptions
{
    /// <summary>
    /// The feature columns: names, or wildcards (<c>*</c>, <c>?</c>, <c>[a-z]</c>; a backtick takes a character literally), in the order
    /// of the features. Empty (default): every column that is neither label nor weight.
    /// </summary>
    public IReadOnlyList<string> Feature { get; init; } = [];

    /// <summary>
    /// The label columns: none; one, whose strings become class indices; or several, which must be numbers.
    /// A wildcard in <see cref="Feature"/> never takes a label column.
    /// </summary>
    public IReadOnlyList<string> Label { get; init; } = [];

    /// <summary>The column of sample weights, or null.</summary>
    public string? Weight { get; init; }

    /// <summary>The shape that each sample's features are given, e.g. <c>[8, 8, 1]</c>, row-major; null (default): one axis.</summary>
    public IReadOnlyList<long>? Shape { get; init; }

    /// <summary>Whether the class of the label becomes a vector of one 1 and zeros (for categorical cross-entropy) rather than an index.</summary>
    public bool OneHot { get; init; }

    /// <summary>
    /// Feature columns, by names or wildcards, whose values are categories: each becomes one feature a category, named <c>column=value</c>,
    /// in ordinal order of the values. A column named only here is a feature too, after those of <see cref="Feature"/>.
    /// </summary>
    public IReadOnlyList<string> CategoricalFeature { get; init; } = [];

    /// <summary>
    /// Columns of text, and the layers that vectorize them. A layer without a vocabulary learns it from this table; the dataset keeps a copy,
    /// with which other rows are encoded. A column named only here is a feature too, after those of <see cref="CategoricalFeature"/>.
    /// </summary>
    public IReadOnlyList<TextPreprocessing> Preprocessing { get; init; } = [];

    /// <summary>A factor on the numeric features, e.g. <c>1/255</c> for pixels; categories stay 0 and 1. Null (default): none.</summary>
    public float? Scale { get; init; }
}
