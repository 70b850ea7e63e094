using System.Globalization;

namespace KerasPS.Data;

/// <summary>Learns from the rows of a table, which may come in parts, what its label columns are: numbers or classes.</summary>
/// <param name="oneHot">Whether classes become vectors.</param>
/// <param name="className">The classes that are allowed; empty: those that the column holds.</param>
internal sealed class LabelEncodingBuilder(bool oneHot, IReadOnlyList<string> className)
{
    private bool hasText;
    private int count;
    private int rows;
    private double greatest;
    private KerasException? notAClass;

    /// <summary>Looks at rows.</summary>
    /// <exception cref="KerasException"><c>EmptyCell</c>, <c>ClassesNeedOneLabel</c>.</exception>
    public void Add(Table table, IReadOnlyList<TableColumn> columns)
    {
        count = columns.Count;
        if (count > 1 && (oneHot || className.Count > 0))
        {
            throw new KerasException(
                "ClassesNeedOneLabel", $"Classes and one-hot labels need one label column, but {count} are given: {string.Join(", ", columns.Select(column => column.Name))}.");
        }

        if (count != 1)
            return;
        RequireNoEmptyCell(table, columns[0]);
        hasText |= columns[0].HasText;
        rows += table.RowCount;
        if (oneHot && !hasText && className.Count == 0)
            FindGreatest(table, columns[0]);
    }

    /// <summary>The encoding of the label; null where there is none.</summary>
    /// <param name="columns">The label columns of all parts once more, for the names of classes.</param>
    public LabelEncoding? Result(IEnumerable<IReadOnlyList<TableColumn>> columns)
    {
        if (count == 0)
            return null;
        if (count > 1 || (className.Count == 0 && !hasText && !oneHot))
            return new LabelEncoding([], count == 1 ? [] : [count], oneHot: false);
        IReadOnlyList<string> names = className.Count > 0 ? className : hasText ? DistinctTexts(columns) : NumberedClasses();
        return new LabelEncoding(names, oneHot ? [names.Count] : [], oneHot);
    }

    private static void RequireNoEmptyCell(Table table, TableColumn column)
    {
        for (int row = 0; row < table.RowCount; row++)
        {
            if (column.IsEmpty(row))
                throw CellErrors.Empty(table, column, row, "label");
        }
    }

    private static string[] DistinctTexts(IEnumerable<IReadOnlyList<TableColumn>> columns)
    {
        SortedSet<string> distinct = new(StringComparer.Ordinal);
        foreach (IReadOnlyList<TableColumn> part in columns)
            distinct.UnionWith(part[0].DistinctTexts());
        return [.. distinct];
    }

    private void FindGreatest(Table table, TableColumn column)
    {
        for (int row = 0; row < table.RowCount; row++)
        {
            double number = column.Numbers[row];
            if (number < 0 || number != Math.Floor(number) || number > Array.MaxLength / rows)
                notAClass ??= CellErrors.NotAClass(table, column, row);
            greatest = Math.Max(greatest, number);
        }
    }

    /// <summary>The names 0, 1, 2 and so on, up to the greatest class index in the column.</summary>
    private string[] NumberedClasses() => notAClass is null
        ? Enumerable.Range(0, (int)greatest + 1).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToArray()
        : throw notAClass;
}
