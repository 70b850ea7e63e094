using System.Globalization;

namespace KerasPS.Data;

/// <summary>
/// Rows kept by column: named cells from objects, or positional cells from arrays and files. The columns are those of the first row;
/// names are compared without regard to case, as PowerShell does. <see cref="TableEncoder"/> makes a <see cref="Dataset"/> of it.
/// </summary>
public sealed class Table
{
    private readonly List<TableColumn> columns = [];
    private readonly Dictionary<string, int> indexOfName = new(StringComparer.OrdinalIgnoreCase);
    private object?[] row = [];
    private bool[] given = [];

    /// <summary>Creates an empty table whose columns will be those of its first row.</summary>
    /// <param name="culture">How numbers in strings are written; null for the invariant culture.</param>
    public Table(CultureInfo? culture = null)
    {
        Culture = culture ?? CultureInfo.InvariantCulture;
    }

    /// <summary>Creates an empty table of named columns.</summary>
    /// <param name="columnNames">The names, in order.</param>
    /// <param name="culture">How numbers in strings are written; null for the invariant culture.</param>
    /// <exception cref="KerasException"><c>DuplicateColumn</c>: a name comes twice.</exception>
    public Table(IEnumerable<string> columnNames, CultureInfo? culture = null)
        : this(culture)
    {
        DefineColumns(columnNames);
    }

    /// <summary>The name shown to people, e.g. <c>iris.csv</c>; empty where there is none.</summary>
    public string Name { get; init; } = "";

    /// <summary>How numbers in strings are written.</summary>
    public CultureInfo Culture { get; }

    /// <summary>Whether cells of other names than the columns' are skipped; else they are an error.</summary>
    public bool IgnoresOtherCells { get; init; }

    /// <summary>How many rows came before this table's first one, where rows are taken in parts; errors count them too.</summary>
    public int RowsBefore { get; init; }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; private set; }

    /// <summary>The columns, in order.</summary>
    public IReadOnlyList<TableColumn> Columns => columns;

    /// <summary>The 1-based number of a row, for errors.</summary>
    /// <param name="row">0-based row.</param>
    public int NumberOf(int row) => RowsBefore + row + 1;

    /// <summary>The column of that name, or null.</summary>
    /// <param name="name">A name, in any case.</param>
    public TableColumn? FindColumn(string name) => indexOfName.TryGetValue(name, out int index) ? columns[index] : null;

    /// <summary>The column of that name.</summary>
    /// <param name="name">A name, in any case.</param>
    /// <exception cref="KerasException"><c>ColumnNotFound</c>: there is none of that name.</exception>
    public TableColumn GetColumn(string name) => FindColumn(name) ?? throw ColumnErrors.NotFound(this, name);

    /// <summary>Appends a row of named cells: numbers, true or false, strings, null. The table is unchanged where this throws.</summary>
    /// <param name="cells">Names and values, in any order; every row has the same names.</param>
    /// <exception cref="KerasException">
    /// <c>MissingProperty</c>, <c>UnexpectedProperty</c> or <c>DuplicateColumn</c>: the names are not those of the rows before;
    /// <c>ColumnNotFound</c>: with <see cref="IgnoresOtherCells"/>, there is no cell for a column.
    /// </exception>
    public void Append(IEnumerable<KeyValuePair<string, object?>> cells)
    {
        if (columns.Count == 0)
        {
            cells = cells.ToArray();
            DefineColumns(cells.Select(cell => cell.Key));
        }

        Array.Clear(given);
        int position = 0;
        foreach ((string name, object? value) in cells)
        {
            int index = IndexOf(name, position++);
            if (index < 0 && IgnoresOtherCells)
                continue;
            if (index < 0)
                throw ColumnErrors.UnexpectedProperty(this, RowCount, name);
            if (given[index])
                throw ColumnErrors.Duplicate(name);
            given[index] = true;
            row[index] = value;
        }

        int missing = Array.IndexOf(given, false);
        if (missing >= 0)
        {
            throw IgnoresOtherCells
                ? ColumnErrors.NotInRow(this, RowCount, columns[missing].Name, cells.Select(cell => cell.Key))
                : ColumnErrors.MissingProperty(this, RowCount, columns[missing].Name);
        }

        AppendRow();
    }

    /// <summary>Appends a row of cells in the order of the columns, which are named Column1, Column2 and so on where they have no name yet.</summary>
    /// <param name="cells">As many values as there are columns.</param>
    /// <exception cref="KerasException"><c>RaggedRow</c>: more or fewer.</exception>
    public void AppendCells(IReadOnlyList<object?> cells)
    {
        if (columns.Count == 0)
            DefineColumns(DefaultNames(cells.Count));
        if (cells.Count != columns.Count)
            throw ColumnErrors.Ragged($"row {NumberOf(RowCount)}", cells.Count, columns.Count);
        for (int i = 0; i < cells.Count; i++)
            row[i] = cells[i];
        AppendRow();
    }

    internal static IEnumerable<string> DefaultNames(int count) => Enumerable.Range(1, count).Select(i => $"Column{i}");

    /// <summary>Counts a row whose cells a reader has appended to every column.</summary>
    internal void CompleteRow() => RowCount++;

    private void AppendRow()
    {
        for (int i = 0; i < row.Length; i++)
            columns[i].Append(row[i]);
        Array.Clear(row);
        RowCount++;
    }

    /// <summary>The column of a name, or -1. Rows mostly have their cells in the same order, so the index where a name is expected is looked at first.</summary>
    private int IndexOf(string name, int expected)
    {
        if (expected < columns.Count && columns[expected].Name == name)
            return expected;
        return indexOfName.TryGetValue(name, out int index) ? index : -1;
    }

    private void DefineColumns(IEnumerable<string> names)
    {
        foreach (string name in names)
        {
            if (!indexOfName.TryAdd(name, columns.Count))
                throw ColumnErrors.Duplicate(name);
            columns.Add(new TableColumn(name, Culture));
        }

        row = new object?[columns.Count];
        given = new bool[columns.Count];
    }
}
