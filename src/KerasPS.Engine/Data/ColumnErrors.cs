using KerasPS.Text;

namespace KerasPS.Data;

/// <summary>What can be wrong with the columns of a table.</summary>
internal static class ColumnErrors
{
    public static KerasException NotFound(Table table, string name) => new(
        "ColumnNotFound", $"There is no column '{name}'{In(table)}. {NearestName.Hint(name, NamesOf(table))}", name);

    public static KerasException NotInRow(Table table, int row, string name, IEnumerable<string> given) => new(
        "ColumnNotFound", $"Row {table.NumberOf(row)}{In(table)} has no column '{name}'. {NearestName.Hint(name, given)}", name);

    public static KerasException NoMatch(Table table, string pattern) => new(
        "ColumnNotFound", $"No column{In(table)} that is not used otherwise matches '{pattern}'. {NearestName.Hint(pattern, NamesOf(table))}", pattern);

    public static KerasException InvalidPattern(string pattern, Exception cause) => new(
        "InvalidPattern", $"'{pattern}' is not a valid wildcard pattern: allowed are * (any characters), ? (one character) and sets such as [abc] or [a-z].", pattern, cause);

    public static KerasException UsedTwice(string name, string use) => new(
        "ColumnUsedTwice", $"Column '{name}' is named as {use}, but is used otherwise already: a column is a feature, a label or the weight, and only one of them.", name);

    public static KerasException NoFeature(Table table) => new(
        "NoFeature", $"No column{In(table)} is left for the features: all are labels or weights ({string.Join(", ", NamesOf(table))}).");

    public static KerasException NotOneFeature(IReadOnlyList<TableColumn> feature, TextLayer layer) => new(
        "ColumnNotNamed",
        $"There are {feature.Count} feature columns ({string.Join(", ", feature.Select(column => column.Name))}); say which holds the texts for {layer.ClassName}, e.g. @{{ {feature[0].Name} = $layer }}.",
        layer);

    public static KerasException Duplicate(string name) => new(
        "DuplicateColumn", $"There are two columns named '{name}'; names must differ in more than upper and lower case.", name);

    public static KerasException MissingProperty(Table table, int row, string name) => new(
        "MissingProperty",
        $"Row {table.NumberOf(row)} has no '{name}', which the rows before it have. All rows must have the same properties: {string.Join(", ", NamesOf(table))}.",
        name);

    public static KerasException UnexpectedProperty(Table table, int row, string name) => new(
        "UnexpectedProperty", $"Row {table.NumberOf(row)} has '{name}', which the rows before it have not. {NearestName.Hint(name, NamesOf(table))}", name);

    public static KerasException Ragged(string where, int cells, int columns) => new(
        "RaggedRow", $"The row has {cells} cell{(cells == 1 ? "" : "s")} in {where}, but there are {columns} columns.", cells);

    private static string In(Table table) => table.Name.Length == 0 ? "" : $" in {table.Name}";

    private static IEnumerable<string> NamesOf(Table table) => table.Columns.Select(column => column.Name);
}
