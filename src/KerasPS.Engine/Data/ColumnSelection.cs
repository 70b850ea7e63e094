using KerasPS.Text;

namespace KerasPS.Data;

/// <summary>The columns of a table by their use, found from the names and wildcards of <see cref="TableOptions"/>.</summary>
/// <param name="Feature">The feature columns, in order.</param>
/// <param name="Categorical">Those of them whose values are categories.</param>
/// <param name="Text">Those of them whose values are text, with the layers that vectorize it.</param>
/// <param name="Label">The label columns.</param>
/// <param name="Weight">The column of sample weights, or null.</param>
internal sealed record ColumnSelection(
    IReadOnlyList<TableColumn> Feature,
    IReadOnlySet<TableColumn> Categorical,
    IReadOnlyDictionary<TableColumn, TextLayer> Text,
    IReadOnlyList<TableColumn> Label,
    TableColumn? Weight)
{
    public static ColumnSelection Resolve(Table table, TableOptions options)
    {
        HashSet<TableColumn> taken = [];
        List<TableColumn> weight = Find(table, options.Weight is null ? [] : [options.Weight], "the weight", taken);
        taken.UnionWith(weight);
        List<TableColumn> label = Find(table, options.Label, "a label", taken);
        taken.UnionWith(label);
        List<TableColumn> categorical = Find(table, options.CategoricalFeature, "a categorical feature", taken);
        Dictionary<TableColumn, TextLayer> text = [];
        foreach (TextPreprocessing texts in options.Preprocessing.Where(texts => texts.Column is not null))
        {
            foreach (TableColumn column in Find(table, [texts.Column!], "a column of texts", [.. taken, .. categorical, .. text.Keys]))
                text.Add(column, texts.Layer);
        }

        List<TableColumn> feature = options.Feature.Count > 0
            ? Find(table, options.Feature, "a feature", taken)
            : table.Columns.Where(column => !taken.Contains(column)).ToList();
        feature = feature.Union(categorical).Union(text.Keys).ToList();
        if (feature.Count == 0)
            throw ColumnErrors.NoFeature(table);
        if (options.Preprocessing.FirstOrDefault(texts => texts.Column is null) is { } only)
            text.Add(feature.Count == 1 && text.Count + categorical.Count == 0 ? feature[0] : throw ColumnErrors.NotOneFeature(feature, only.Layer), only.Layer);
        return new ColumnSelection(feature, categorical.ToHashSet(), text, label, weight.FirstOrDefault());
    }

    /// <summary>A name that exists is that column, even if it looks like a wildcard (<c>x[0]</c>); only wildcards leave out columns that are taken.</summary>
    private static List<TableColumn> Find(Table table, IReadOnlyList<string> patterns, string use, HashSet<TableColumn> taken)
    {
        List<TableColumn> found = [];
        foreach (string pattern in patterns)
        {
            if (table.FindColumn(pattern) is not { } column)
                found.AddRange(Match(table, pattern, taken));
            else if (taken.Contains(column))
                throw ColumnErrors.UsedTwice(column.Name, use);
            else
                found.Add(column);
        }

        return found.Distinct().ToList();
    }

    private static TableColumn[] Match(Table table, string pattern, HashSet<TableColumn> taken)
    {
        if (pattern.AsSpan().IndexOfAny("*?[") < 0)
            throw ColumnErrors.NotFound(table, pattern);
        ColumnPattern wildcard = new(pattern);
        TableColumn[] matches = table.Columns.Where(column => !taken.Contains(column) && wildcard.Matches(column.Name)).ToArray();
        return matches.Length > 0 ? matches : throw ColumnErrors.NoMatch(table, pattern);
    }
}
