namespace KerasPS.Data;

/// <summary>Turns the rows of a <see cref="Table"/> into a <see cref="Dataset"/>.</summary>
public static class TableEncoder
{
    /// <summary>
    /// Encodes a table. One label column of strings, or of strings and numbers, becomes class indices in ordinal order of the strings, named in
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
        SampleEncoding encoding = SampleEncoding.Learn([table], options, classNames ?? [], featureEncoding);
        EncodedSamples samples = encoding.Encode(table);
        return encoding.DatasetOf(new FloatValues(samples.Features), OrNone(samples.Labels), OrNone(samples.Weights), table.Name);

        static FloatValues? OrNone(float[]? values) => values is null ? null : new FloatValues(values);
    }

    /// <summary>Encodes a table that need not fit into memory: the samples are kept in a temporary file, which is gone with the dataset.</summary>
    /// <param name="parts">The rows in parts, with the same columns; they are gone through several times.</param>
    /// <param name="options">Which columns are what.</param>
    /// <param name="classNames">As for <see cref="Encode"/>.</param>
    /// <exception cref="KerasException">As from <see cref="Encode"/>; <c>NoRoom</c>: the file cannot be written; <c>FileChanged</c>: the rows are not the same each time.</exception>
    public static Dataset Stream(IEnumerable<Table> parts, TableOptions options, IReadOnlyList<string>? classNames = null)
    {
        SampleEncoding encoding = SampleEncoding.Learn(parts, options, classNames ?? [], null);
        string name = "";
        int written = 0;
        RowFile file = RowFile.Write(encoding.Count, encoding.Width, parts.Select(part =>
        {
            written += part.RowCount;
            name = part.Name;
            return written <= encoding.Count ? encoding.Encode(part).Rows() : throw Changed(part);
        }));
        if (written < encoding.Count)
            throw Changed(parts.First());
        (int features, int labels) = (encoding.FeatureWidth, encoding.LabelWidth);
        return encoding.DatasetOf(
            new RowValues(file, 0, features),
            labels == 0 ? null : new RowValues(file, features, labels),
            encoding.HasWeights ? new RowValues(file, features + labels, 1) : null,
            name);
    }

    private static KerasException Changed(Table table) =>
        new("FileChanged", $"{table.Name} has been changed while it was read. Read it again.", table.Name);
}
