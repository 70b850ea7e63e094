namespace KerasPS.Data;

/// <summary>Turns the rows of a <see cref="Table"/> into a <see cref="Dataset"/>.</summary>
public static class TableEncoder
{
    /// <summary>
    /// Encodes a table. One label column of texts, or of texts and numbers, becomes class indices in ordinal order of the texts, named in
    /// <see cref="Dataset.ClassName"/>; one of numbers only stays as it is (class indices, or targets of a regression) and names no classes;
    /// several must be numbers.
    /// </summary>
    /// <param name="table">The rows.</param>
    /// <param name="options">Which columns are what.</param>
    /// <param name="classNames">The classes of the training data, for a validation set: another label is an error. Null or empty: those of the table.</param>
    /// <param name="featureEncoding">The encoding of the training data, for a validation set with categories. Null: learnt from the table.</param>
    /// <exception cref="KerasException">
    /// <c>EmptyDataset</c>, <c>ColumnNotFound</c>, <c>ColumnUsedTwice</c>, <c>NoFeature</c>, <c>ColumnNotNamed</c>, <c>UnknownSize</c>, <c>ShapeMismatch</c>; for a cell <c>NotANumber</c>,
    /// <c>EmptyCell</c>, <c>UnknownLabel</c>, <c>UnknownCategory</c>, <c>UnknownToken</c>, <c>NotAClass</c>, which name row (1-based), column and value.
    /// </exception>
    public static Dataset Encode(
        Table table,
        TableOptions options,
        IReadOnlyList<string>? classNames = null,
        FeatureEncoding? featureEncoding = null)
    {
        if (table.RowCount == 0)
            throw EmptyDataset(table);
        ColumnSelection columns = ColumnSelection.Resolve(table, options);
        FeatureEncoding encoding = featureEncoding ?? FeatureEncoding.Learn(table, columns, options.Shape, options.Scale ?? 1);
        EncodedLabels? labels = columns.Label.Count == 0 ? null : LabelEncoder.Encode(table, columns.Label, options.OneHot, classNames ?? []);
        float[]? weights = columns.Weight is null ? null : LabelEncoder.EncodeNumbers(table, [columns.Weight]);
        return new Dataset(encoding.Encode(table), encoding.Shape, labels?.Values, labels?.Shape, weights)
        {
            Name = table.Name,
            FeatureName = encoding.FeatureName,
            LabelName = columns.Label.Select(column => column.Name).ToArray(),
            ClassName = labels?.ClassName ?? [],
            FeatureEncoding = encoding,
        };
    }

    private static KerasException EmptyDataset(Table table) => new(
        "EmptyDataset",
        KerasErrorKind.InvalidData,
        $"There are no rows{(table.Name.Length == 0 ? "" : $" in {table.Name}")}; a dataset needs one at least.");
}
