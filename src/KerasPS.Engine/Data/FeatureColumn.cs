using KerasPS.Text;

namespace KerasPS.Data;

/// <summary>A column that features are made of.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Category">Null for a column of numbers, which is one feature; else the categories, each of which is a feature, in order.</param>
/// <param name="Preprocessing">Null, or the layer that vectorizes the text of the column, each value of which is a feature; it has its vocabulary.</param>
public sealed record FeatureColumn(string Name, IReadOnlyList<string>? Category = null, TextLayer? Preprocessing = null)
{
    /// <summary>
    /// The names of the features that the column becomes: its own, <c>column=value</c> for each category or word of a vocabulary, or
    /// <c>column[0]</c> and so on for a sequence.
    /// </summary>
    public IReadOnlyList<string> FeatureName { get; } =
        Preprocessing?.OutputNames(Name) ?? Category?.Select(value => $"{Name}={value}").ToArray() ?? [Name];
}
