namespace KerasPS.Data;

/// <summary>A column that features are made of.</summary>
/// <param name="Name">The name of the column.</param>
/// <param name="Category">Null for a column of numbers, which is one feature; else the categories, each of which is a feature, in order.</param>
public sealed record FeatureColumn(string Name, IReadOnlyList<string>? Category = null)
{
    /// <summary>The names of the features that the column becomes: its own, or <c>column=value</c> for each category.</summary>
    public IReadOnlyList<string> FeatureName { get; } = Category is null ? [Name] : Category.Select(value => $"{Name}={value}").ToArray();
}
