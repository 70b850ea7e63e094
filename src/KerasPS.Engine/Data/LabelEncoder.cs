using System.Globalization;

namespace KerasPS.Data;

/// <summary>Turns label columns into numbers: texts into class indices, numbers into themselves, either into one-hot vectors where asked.</summary>
internal static class LabelEncoder
{
    /// <param name="table">The rows.</param>
    /// <param name="columns">One label column, or several.</param>
    /// <param name="oneHot">Whether classes become vectors.</param>
    /// <param name="className">The classes that are allowed; empty: those that the column holds.</param>
    public static EncodedLabels Encode(Table table, IReadOnlyList<TableColumn> columns, bool oneHot, IReadOnlyList<string> className)
    {
        if (columns.Count > 1)
            return EncodeSeveral(table, columns, oneHot, className);
        TableColumn column = columns[0];
        RequireNoEmptyCell(table, column);
        if (className.Count == 0 && !column.HasText && !oneHot)
            return new EncodedLabels(EncodeNumbers(table, columns), [], []);
        if (className.Count == 0)
            className = column.HasText ? column.DistinctTexts() : NumberedClasses(table, column);
        float[] indices = EncodeClasses(table, column, className);
        return oneHot
            ? new EncodedLabels(ToOneHot(indices, className.Count), [className.Count], className)
            : new EncodedLabels(indices, [], className);
    }

    /// <summary>The numbers of columns, one after another in each row.</summary>
    public static float[] EncodeNumbers(Table table, IReadOnlyList<TableColumn> columns)
    {
        float[] values = ValueArray.Create(table.RowCount, columns.Count);
        for (int i = 0; i < columns.Count; i++)
        {
            for (int row = 0; row < table.RowCount; row++)
            {
                float number = (float)columns[i].Numbers[row];
                values[(row * columns.Count) + i] = float.IsFinite(number) ? number : throw CellErrors.NotANumber(table, columns[i], row);
            }
        }

        return values;
    }

    private static EncodedLabels EncodeSeveral(Table table, IReadOnlyList<TableColumn> columns, bool oneHot, IReadOnlyList<string> className)
    {
        if (!oneHot && className.Count == 0)
            return new EncodedLabels(EncodeNumbers(table, columns), [columns.Count], []);
        throw new KerasException(
            "ClassesNeedOneLabel",
            KerasErrorKind.InvalidArgument,
            $"Classes and one-hot labels need one label column, but {columns.Count} are given: {string.Join(", ", columns.Select(column => column.Name))}.");
    }

    private static void RequireNoEmptyCell(Table table, TableColumn column)
    {
        for (int row = 0; row < table.RowCount; row++)
        {
            if (column.IsEmpty(row))
                throw CellErrors.Empty(table, column, row, "label");
        }
    }

    /// <summary>The names 0, 1, 2 and so on, up to the greatest class index in the column.</summary>
    private static string[] NumberedClasses(Table table, TableColumn column)
    {
        double greatest = 0;
        for (int row = 0; row < table.RowCount; row++)
        {
            double number = column.Numbers[row];
            if (number < 0 || number != Math.Floor(number) || number > Array.MaxLength / table.RowCount)
                throw CellErrors.NotAClass(table, column, row);
            greatest = Math.Max(greatest, number);
        }

        return Enumerable.Range(0, (int)greatest + 1).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray();
    }

    private static float[] EncodeClasses(Table table, TableColumn column, IReadOnlyList<string> className)
    {
        CategoryIndex index = new(className);
        float[] indices = new float[table.RowCount];
        for (int row = 0; row < indices.Length; row++)
        {
            int found = index.Find(column, row);
            indices[row] = found >= 0 ? found : throw CellErrors.UnknownLabel(table, column, row, className);
        }

        return indices;
    }

    private static float[] ToOneHot(float[] indices, int classes)
    {
        float[] values = ValueArray.Create(indices.Length, classes);
        for (int row = 0; row < indices.Length; row++)
            values[(row * classes) + (int)indices[row]] = 1;
        return values;
    }
}
