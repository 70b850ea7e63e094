using System.Globalization;
using KerasPS.Text;

namespace KerasPS.Data;

/// <summary>What can be wrong with a cell; every message names the row (1-based), the column and the value.</summary>
internal static class CellErrors
{
    /// <summary>Strings beyond this length would drown the message.</summary>
    private const int ShownLength = 60;

    public static KerasException NotANumber(Table table, TableColumn column, int row, string mend = "")
    {
        string problem = column.IsEmpty(row) ? "the cell is empty, but a number is needed"
            : double.IsNaN(column.Numbers[row]) && !ResemblesNumber(column.TextAt(row)) ? $"{Shown(column, row)} is not a number"
            : double.IsNaN(column.Numbers[row]) ? $"{Shown(column, row)} is not a number ({NumberForm(table.Culture)}, no thousands separators)"
            : $"{Shown(column, row)} is out of the range of a 32-bit number";
        return Create("NotANumber", table, column, row, problem, mend);
    }

    private static bool ResemblesNumber(string text) => text.Any(char.IsDigit) && text.All(letter => char.IsDigit(letter) || char.IsWhiteSpace(letter) || "+-.,'".Contains(letter));

    private static string NumberForm(CultureInfo culture) => culture.NumberFormat.NumberDecimalSeparator == "."
        ? "a decimal point; for others give a culture, e.g. de-DE"
        : $"the decimal separator '{culture.NumberFormat.NumberDecimalSeparator}' of {culture.Name}";

    public static KerasException Empty(Table table, TableColumn column, int row, string what) =>
        Create("EmptyCell", table, column, row, $"the cell is empty, but a {what} is needed", $"Give the row a value, or leave out such rows (Where-Object {ColumnAdvice.Quoted(column.Name)}).");

    public static KerasException UnknownLabel(Table table, TableColumn column, int row, IReadOnlyList<string> known) =>
        Create("UnknownLabel", table, column, row, $"{Shown(column, row)} is not one of the classes", NearestName.Hint(column.TextAt(row), known));

    public static KerasException UnknownCategory(Table table, TableColumn column, int row, IReadOnlyList<string> known) =>
        Create("UnknownCategory", table, column, row, $"{Shown(column, row)} is not one of the categories", NearestName.Hint(column.TextAt(row), known));

    public static KerasException UnknownToken(Table table, TableColumn column, int row, string token, TextLayer layer) => Create(
        "UnknownToken",
        table,
        column,
        row,
        $"'{token}' is not in the vocabulary of {layer.ClassName}",
        $"{NearestName.Hint(token, layer.GetVocabulary(includeSpecialTokens: false))} For unknown tokens, set num_oov_indices to 1 or more.");

    public static KerasException NotAClass(Table table, TableColumn column, int row) =>
        Create("NotAClass", table, column, row, $"{Shown(column, row)} is not a class index", "One-hot labels need strings, or integers from 0, small enough for vectors of that length.");

    private static KerasException Create(string id, Table table, TableColumn column, int row, string problem, string mend)
    {
        string file = table.Name.Length == 0 ? "" : $"{table.Name}, ";
        string message = $"{file}row {table.NumberOf(row)}, column '{column.Name}': {problem}. {mend}";
        return new KerasException(id, message.TrimEnd(), column.TextAt(row));
    }

    private static string Shown(TableColumn column, int row)
    {
        string text = column.TextAt(row);
        return text.Length <= ShownLength ? $"'{text}'" : $"'{text[..ShownLength]}...'";
    }
}
