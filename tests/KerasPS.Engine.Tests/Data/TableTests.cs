namespace KerasPS.Tests.Data;

public class TableTests
{
    private static Dictionary<string, object?> Row(params (string Name, object? Value)[] cells) =>
        cells.ToDictionary(cell => cell.Name, cell => cell.Value);

    [Fact]
    public void Columns_are_those_of_the_first_row_and_later_rows_may_order_them_otherwise()
    {
        Table table = new();
        table.Append(Row(("a", 1), ("b", "x")));
        table.Append(Row(("B", "y"), ("a", 2)));
        Assert.Equal(["a", "b"], table.Columns.Select(column => column.Name));
        Assert.Equal(2, table.RowCount);
        Assert.Equal([1.0, 2.0], table.GetColumn("a").Numbers.ToArray());
        Assert.Equal("y", table.GetColumn("b").TextAt(1));
    }

    [Fact]
    public void A_row_that_lacks_a_property_is_an_error_naming_it_and_leaves_the_table_as_it_was()
    {
        Table table = new();
        table.Append(Row(("a", 1), ("petal_width", 2)));
        ThrowsError("MissingProperty", () => table.Append(Row(("a", 3))), "Row 2", "'petal_width'");
        ThrowsError("UnexpectedProperty", () => table.Append(Row(("a", 3), ("petal_width", 4), ("c", 5))), "Row 2", "'c'");
        ThrowsError("DuplicateColumn", () => table.Append(new List<KeyValuePair<string, object?>> { new("a", 1), new("A", 2) }), "'A'");
        table.Append(Row(("a", 5), ("petal_width", 6)));
        Assert.Equal([1.0, 5.0], table.GetColumn("a").Numbers.ToArray());
        Assert.Equal([2.0, 6.0], table.GetColumn("petal_width").Numbers.ToArray());
        Assert.Equal(2, table.RowCount);
    }

    [Fact]
    public void A_table_of_given_columns_can_pass_over_other_cells_and_counts_the_rows_before_it()
    {
        Table table = new(["a", "petal_width"]) { IgnoresOtherCells = true, RowsBefore = 10 };
        table.Append(Row(("id", 7), ("petal_width", 2), ("A", 1)));
        Assert.Equal(["a", "petal_width"], table.Columns.Select(column => column.Name));
        Assert.Equal([1.0], table.GetColumn("a").Numbers.ToArray());
        ThrowsError("ColumnNotFound", () => table.Append(Row(("a", 3), ("petal_with", 4))), "Row 12", "'petal_width'", "Did you mean 'petal_with'");
        ThrowsError("RaggedRow", () => table.AppendCells([1]), "row 12");
        Assert.Equal(1, table.RowCount);
    }

    [Fact]
    public void Positional_rows_name_the_columns_and_must_be_equally_long()
    {
        Table table = new();
        table.AppendCells([1, 2]);
        Assert.Equal(["Column1", "Column2"], table.Columns.Select(column => column.Name));
        ThrowsError("RaggedRow", () => table.AppendCells([1, 2, 3]), "row 2", "3 cells", "2 columns");
    }

    [Fact]
    public void Names_that_differ_in_case_only_are_an_error() =>
        ThrowsError("DuplicateColumn", () => new Table(["a", "A"]), "'A'");

    [Fact]
    public void An_unknown_column_is_an_error_with_the_nearest_name() =>
        ThrowsError("ColumnNotFound", () => TableOf("petal_width,species").GetColumn("petal_widht"), "'petal_widht'", "Did you mean 'petal_width'?");

    [Fact]
    public void Cells_of_every_kind_have_a_number_and_a_text()
    {
        object?[] cells = [1, 2L, (short)3, 4.5, 5.5f, 6.5m, "7.5", " 8 ", true, "False", DayOfWeek.Monday, 'c', null, DBNull.Value, "", "  ", "x", 9UL];
        Table table = TableOf("a", cells.Select(cell => new[] { cell }).ToArray());
        TableColumn column = table.Columns[0];
        double none = double.NaN;
        Assert.Equal([1, 2, 3, 4.5, 5.5, 6.5, 7.5, 8, 1, 0, none, none, none, none, none, none, none, 9], column.Numbers.ToArray());
        string[] texts = Enumerable.Range(0, column.Count).Select(column.TextAt).ToArray();
        Assert.Equal(["1", "2", "3", "4.5", "5.5", "6.5", "7.5", " 8 ", "True", "False", "Monday", "c", "", "", "", "", "x", "9"], texts);
        Assert.Equal([12, 13, 14, 15], Enumerable.Range(0, column.Count).Where(column.IsEmpty));
        Assert.True(column.HasText);
    }

    [Theory]
    [InlineData("007")]
    [InlineData("1E5")]
    [InlineData("1.50")]
    [InlineData("20240101123456789012")]
    [InlineData("-0.0")]
    public void A_number_keeps_its_spelling_as_a_text(string text)
    {
        TableColumn column = TableOf("a", ["1"], [text], ["2"]).Columns[0];
        Assert.Equal(text, column.TextAt(1));
        Assert.Equal("2", column.TextAt(2));
        Assert.False(column.HasText);
    }

    [Fact]
    public void Long_integers_that_a_double_would_round_keep_their_digits()
    {
        TableColumn column = TableOf("a", [9007199254740993L], [long.MinValue], [1_000_000_000_000_000L]).Columns[0];
        Assert.Equal("9007199254740993", column.TextAt(0));
        Assert.Equal("-9223372036854775808", column.TextAt(1));
        Assert.Equal("1000000000000000", column.TextAt(2));
    }

    [Fact]
    public void Not_a_number_and_infinity_are_texts()
    {
        TableColumn column = TableOf("a", [double.NaN], ["NaN"], [float.PositiveInfinity], ["1e999"]).Columns[0];
        Assert.All(column.Numbers.ToArray(), number => Assert.Equal(double.NaN, number));
        Assert.False(column.IsEmpty(0));
        Assert.Equal("NaN", column.TextAt(0));
    }

    [Fact]
    public void Numbers_are_invariant_in_a_German_culture() => InGerman(() =>
    {
        TableColumn column = TableOf("a", ["1.5"], [1.5], [1.5m], [1.5f], ["1,5"]).Columns[0];
        Assert.Equal([1.5, 1.5, 1.5, 1.5, double.NaN], column.Numbers.ToArray());
        Assert.Equal(["1,5", "1.5"], column.DistinctTexts());
    });

    [Fact]
    public void Columns_grow_over_many_rows_whatever_comes_when()
    {
        Table table = new(["a"]);
        for (int i = 0; i < 5000; i++)
            table.AppendCells([i % 7 == 0 ? $"text{i}" : i]);
        for (int i = 0; i < 5000; i++)
            Assert.Equal(i % 7 == 0 ? $"text{i}" : i.ToString(), table.Columns[0].TextAt(i));
    }
}
