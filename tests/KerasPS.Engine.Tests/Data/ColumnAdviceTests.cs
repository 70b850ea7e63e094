namespace KerasPS.Tests.Data;

/// <summary>An error of a column that is not numeric says what to do with it, and with all others like it.</summary>
public class ColumnAdviceTests
{
    private static readonly object?[][] Servers = Enumerable.Range(0, 12).Select(i => new object?[]
    {
        $"srv{i}", $"2026-01-{i + 1:00} 08:15", i % 2 == 0 ? "web" : "db", $"disk {i} of server {i} is full", i == 7 ? "" : 1.5 * i, 40 + i, "",
    }).ToArray();

    private static Table Table(params object?[][] rows) => TableOf("host name,date,role,note,memory,disk,spare", rows);

    private static KerasException Refusal(params string[] features) =>
        Assert.Throws<KerasException>(() => TableEncoder.Encode(Table(Servers), new TableOptions { Feature = features }));

    [Fact]
    public void All_columns_are_sorted_by_what_to_do_with_them()
    {
        string said = Refusal("*").Message;
        Assert.StartsWith("row 1, column 'host name': 'srv0' is not a number. ", said);
        Assert.Contains("-CategoricalFeature role.", said);
        Assert.Contains("Texts of several words (note)", said);
        Assert.Contains("-Feature memory, disk", said);
        Assert.Contains("dates (date;", said);
        Assert.Contains("differ in nearly every row ('host name')", said);
        Assert.Contains("empty columns (spare)", said);
    }

    [Fact]
    public void A_number_that_is_missing_is_no_category()
    {
        KerasException exception = Refusal("disk", "memory", "role");
        Assert.Equal("NotANumber", exception.ErrorId);
        Assert.Contains("row 8, column 'memory': the cell is empty", exception.Message);
        Assert.Contains(@"1 of the 12 rows have no number there: keep the others (Where-Object memory -match '\d')", exception.Message);
        Assert.DoesNotContain("-CategoricalFeature", exception.Message);
    }

    [Fact]
    public void Numbers_of_another_culture_are_neither_dates_nor_categories()
    {
        Table german = TableOf("price", ["1,5"], ["2,5"], ["1,5"], ["2,5"]);
        string said = Assert.Throws<KerasException>(() => TableEncoder.Encode(german, new TableOptions())).Message;
        Assert.Contains("de-DE", said);
        Assert.DoesNotContain("-CategoricalFeature", said);
        Assert.DoesNotContain("dates", said);
    }

    [Fact]
    public void A_row_without_label_is_left_out_by_its_column() =>
        ThrowsError("EmptyCell", () => TableEncoder.Encode(TableOf("x,is ill", [1, "yes"], [2, null]), new TableOptions { Label = ["is ill"] }), "row 2", "Where-Object 'is ill'");
}
