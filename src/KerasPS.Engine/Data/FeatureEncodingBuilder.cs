namespace KerasPS.Data;

/// <summary>Learns from the rows of a table, which may come in parts, how its columns become features.</summary>
internal sealed class FeatureEncodingBuilder
{
    private readonly Dictionary<string, SortedSet<string>> categories = [];
    private (Table Table, ColumnSelection Columns)? first;

    /// <summary>Looks at rows.</summary>
    /// <exception cref="KerasException"><c>NotANumber</c>: a cell of a numeric feature is none.</exception>
    public void Add(Table table, ColumnSelection columns)
    {
        first ??= (table, columns);
        RequireNumbers(table, columns.Feature.Where(column => !columns.Categorical.Contains(column) && !columns.Text.ContainsKey(column)).ToArray());
        foreach (TableColumn column in columns.Categorical)
        {
            if (!categories.TryAdd(column.Name, new SortedSet<string>(column.DistinctTexts(), StringComparer.Ordinal)))
                categories[column.Name].UnionWith(column.DistinctTexts());
        }
    }

    /// <summary>The encoding: the categories of a categorical column are the values that it holds, in ordinal order.</summary>
    /// <param name="shape">The shape of one sample; null: one axis of all features.</param>
    /// <param name="scale">A factor on the numeric features.</param>
    public FeatureEncoding Result(IReadOnlyList<long>? shape, float scale)
    {
        (Table table, ColumnSelection columns) = first!.Value;
        FeatureColumn[] features = columns.Feature
            .Select(column => new FeatureColumn(
                column.Name,
                columns.Categorical.Contains(column) ? CategoriesOf(table, column) : null,
                columns.Text.GetValueOrDefault(column)?.Frozen()))
            .ToArray();
        return new FeatureEncoding(features, shape, scale);
    }

    private string[] CategoriesOf(Table table, TableColumn column) =>
        categories[column.Name] is { Count: > 0 } found ? [.. found] : throw CellErrors.Empty(table, column, 0, "category");

    /// <summary>The numbers are checked before they are encoded, while all columns are available for the advice in the error.</summary>
    private static void RequireNumbers(Table table, TableColumn[] numeric)
    {
        foreach (TableColumn column in numeric)
        {
            ReadOnlySpan<double> numbers = column.Numbers;
            for (int row = 0; row < numbers.Length; row++)
            {
                if (!float.IsFinite((float)numbers[row]))
                    throw CellErrors.NotANumber(table, column, row, double.IsNaN(numbers[row]) ? ColumnAdvice.For(column, numeric) : "");
            }
        }
    }
}
