using System.Globalization;

namespace KerasPS.Data;

/// <summary>
/// Finds the index of a class or category by its name. A number is also found by its value where its text is none of the names, since
/// the same data gives <c>1</c> from a database and <c>1.0</c> from a file.
/// </summary>
internal sealed class CategoryIndex
{
    private readonly Dictionary<string, int> byText = new(StringComparer.Ordinal);
    private readonly Dictionary<double, int> byNumber = [];

    public CategoryIndex(IReadOnlyList<string> names)
    {
        Names = names;
        for (int i = 0; i < names.Count; i++)
        {
            byText.TryAdd(names[i], i);
            if (double.TryParse(names[i], NumberStyles.Float, CultureInfo.InvariantCulture, out double number))
                byNumber.TryAdd(number, i);
        }
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>The index of the cell's category, or -1.</summary>
    public int Find(TableColumn column, int row)
    {
        if (byText.TryGetValue(column.TextAt(row), out int index))
            return index;
        return byNumber.TryGetValue(column.Numbers[row], out index) ? index : -1;
    }
}
