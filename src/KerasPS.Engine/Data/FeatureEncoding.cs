using KerasPS.Text;

namespace KerasPS.Data;

/// <summary>
/// How the columns of a table are encoded as features. It is learnt from the training data and stored in the <see cref="Dataset"/> and the model, so that validation
/// data and the rows of a prediction are encoded in the same way.
/// </summary>
public sealed class FeatureEncoding
{
    /// <summary>The number of rows that are transposed at a time, so that all their columns fit into the processor's cache.</summary>
    private const int RowsAtATime = 64;

    private readonly int width;

    /// <summary>Creates an encoding, e.g. from what was saved with a model.</summary>
    /// <param name="columns">The columns, in the order of the features.</param>
    /// <param name="shape">The shape of one sample; null: one axis of all features.</param>
    /// <param name="scale">A factor on the numeric features.</param>
    /// <exception cref="KerasException"><c>ShapeMismatch</c>: the shape does not hold as many values as there are features; <c>InvalidScale</c>: the scale is 0 or not finite.</exception>
    public FeatureEncoding(IReadOnlyList<FeatureColumn> columns, IReadOnlyList<long>? shape = null, float scale = 1)
    {
        Columns = columns;
        FeatureName = columns.SelectMany(column => column.FeatureName).ToArray();
        width = FeatureName.Count;
        Shape = shape?.ToArray() ?? [width];
        Scale = scale;
        if (Shape.Any(n => n < 1) || Shape.Aggregate(1m, (product, n) => product * n) != width)
            throw new KerasException(
                "ShapeMismatch", $"The shape ({string.Join(", ", Shape)}) does not hold {width} values, the number of features.", shape) { Kind = KerasErrorKind.InvalidArgument };
        FeatureScale.Require(scale);
    }

    /// <summary>The columns, in the order of the features.</summary>
    public IReadOnlyList<FeatureColumn> Columns { get; }

    /// <summary>The names of the features, in order; see <see cref="FeatureColumn.FeatureName"/>.</summary>
    public IReadOnlyList<string> FeatureName { get; }

    /// <summary>The shape of one sample, without the sample axis.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The factor on the numeric features; categories stay 0 and 1, and the outputs of text layers are not scaled.</summary>
    public float Scale { get; }

    /// <summary>The features of the rows of a table, row-major, of shape <c>(rows, *Shape)</c>. Columns that are no features are ignored.</summary>
    /// <param name="table">Rows with the columns of this encoding, in any order.</param>
    /// <exception cref="KerasException"><c>ColumnNotFound</c>; <c>NotANumber</c>, <c>UnknownCategory</c> or <c>EmptyCell</c> with row, column and value; <c>DatasetTooLarge</c>.</exception>
    public float[] Encode(Table table)
    {
        TableColumn[] sources = Columns.Select(column => table.GetColumn(column.Name)).ToArray();
        CategoryIndex?[] categories = Columns.Select(column => column.Category is null ? null : new CategoryIndex(column.Category)).ToArray();
        float[] features = ValueArray.Create(table.RowCount, width);
        for (int start = 0; start < table.RowCount; start += RowsAtATime)
        {
            Range rows = start..Math.Min(start + RowsAtATime, table.RowCount);
            int offset = 0;
            for (int i = 0; i < sources.Length; i++)
            {
                if (Columns[i].Preprocessing is { } layer)
                    EncodeTexts(table, sources[i], rows, layer, features, offset);
                else if (categories[i] is { } index)
                    EncodeCategories(table, sources[i], rows, index, features, offset);
                else
                    EncodeNumbers(table, sources[i], rows, features, offset);
                offset += Columns[i].FeatureName.Count;
            }
        }

        return features;
    }

    private void EncodeNumbers(Table table, TableColumn column, Range rows, float[] features, int offset)
    {
        ReadOnlySpan<double> numbers = column.Numbers;
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            float number = (float)numbers[row];
            if (!float.IsFinite(number))
                throw CellErrors.NotANumber(table, column, row);
            features[(row * width) + offset] = number * Scale;
        }
    }

    private void EncodeTexts(Table table, TableColumn column, Range rows, TextLayer layer, float[] features, int offset)
    {
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            float[] values = layer.TryTransform(column.TextAt(row), out string unknown) ?? throw CellErrors.UnknownToken(table, column, row, unknown, layer);
            values.CopyTo(features, (row * width) + offset);
        }
    }

    private void EncodeCategories(Table table, TableColumn column, Range rows, CategoryIndex index, float[] features, int offset)
    {
        for (int row = rows.Start.Value; row < rows.End.Value; row++)
        {
            if (column.IsEmpty(row))
                throw CellErrors.Empty(table, column, row, "category");
            int category = index.Find(column, row);
            if (category < 0)
                throw CellErrors.UnknownCategory(table, column, row, index.Names);
            features[(row * width) + offset + category] = 1;
        }
    }
}
