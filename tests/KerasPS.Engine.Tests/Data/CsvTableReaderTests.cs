using System.Text;

namespace KerasPS.Tests.Data;

public class CsvTableReaderTests
{
    private static Table Read(string text, CsvTableReader? reader = null) => Read(Encoding.UTF8.GetBytes(text), reader);

    private static Table Read(byte[] bytes, CsvTableReader? reader = null) =>
        (reader ?? new CsvTableReader()).Read(new MemoryStream(bytes), "test.csv");

    private static string[] Texts(Table table, string column) =>
        Enumerable.Range(0, table.RowCount).Select(table.GetColumn(column).TextAt).ToArray();

    [Fact]
    public void Numbers_and_texts_are_read_by_column()
    {
        Table table = Read("a,b\n1,x\n-2.5e1,y\r\n\n3,\n");
        Assert.Equal(3, table.RowCount);
        Assert.Equal([1, -25, 3], table.GetColumn("a").Numbers.ToArray());
        Assert.Equal(["x", "y", ""], Texts(table, "b"));
        Assert.Equal("-2.5e1", table.GetColumn("a").TextAt(1));
        Assert.Equal("test.csv", table.Name);
    }

    [Fact]
    public void Numbers_are_invariant_in_a_German_culture() => InGerman(() =>
    {
        Assert.Equal([1.5], Read("a\n1.5").GetColumn("a").Numbers.ToArray());
        Table german = Read("a;b\n1,5;2", new CsvTableReader { Delimiter = ';' });
        ThrowsError("NotANumber", () => TableEncoder.Encode(german, new TableOptions()), "test.csv, row 1, column 'a'", "'1,5'");
    });

    [Fact]
    public void Quotes_enclose_delimiters_quotes_line_breaks_and_spaces()
    {
        Table table = Read("a,\"b,c\"\n\"x \"\"y\"\"\",\"1\n2\"\n\" z \",  w  \n");
        Assert.Equal(["x \"y\"", " z "], Texts(table, "a"));
        Assert.Equal(["1\n2", "w"], Texts(table, "b,c"));
    }

    [Fact]
    public void Byte_order_marks_are_no_part_of_the_first_name()
    {
        string text = "größe,b\n1,ü\n";
        Assert.Equal("größe", Read([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]).Columns[0].Name);
        Assert.Equal(["ü"], Texts(Read([.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)]), "b"));
        Assert.Equal("größe", Read(text).Columns[0].Name);
    }

    [Fact]
    public void Text_that_is_not_UTF8_is_an_error_with_the_line() =>
        ThrowsError("NotUtf8", () => Read(Encoding.Latin1.GetBytes("a,b\n1,x\n2,ü\n")), "test.csv, line 3");

    [Theory]
    [InlineData("a,b\n1,2\n3,4,5\n", "line 3", "3 cells", "2 columns")]
    [InlineData("a,b\n\n1\n", "line 3", "1 cell ", "2 columns")]
    [InlineData("a,b\n\"1\n1\",2\n3\n", "line 4", "1 cell ", "2 columns")]
    public void A_ragged_row_is_an_error_with_the_line(string text, params string[] inMessage) =>
        ThrowsError("RaggedRow", () => Read(text), ["test.csv", .. inMessage]);

    [Theory]
    [InlineData("a,b\n1,2\n3,x\"y\n", "line 3")]
    [InlineData("a,b\n1,2\n\"3,4\n", "line 3")]
    [InlineData("a,b\n\"1\"2,3\n", "line 2")]
    public void A_stray_quote_is_an_error_with_the_line(string text, string line) => ThrowsError("InvalidCsv", () => Read(text), "test.csv", line);

    [Fact]
    public void Without_a_header_columns_are_numbered()
    {
        Table table = Read("1\tx\n2\ty\n", new CsvTableReader { HasHeader = false, Delimiter = '\t' });
        Assert.Equal(["Column1", "Column2"], table.Columns.Select(column => column.Name));
        Assert.Equal(2, table.RowCount);
        Assert.Equal(["x", "y"], Texts(table, "Column2"));
    }

    [Fact]
    public void A_column_without_a_name_is_numbered() =>
        Assert.Equal(["Column1", "a"], Read(",a\n0,1\n").Columns.Select(column => column.Name));

    [Fact]
    public void The_type_line_of_Windows_PowerShell_is_skipped() =>
        Assert.Equal([1.0], Read("#TYPE System.Management.Automation.PSCustomObject\n\"a\"\n\"1\"\n").GetColumn("a").Numbers.ToArray());

    [Fact]
    public void Names_that_come_twice_are_an_error() => ThrowsError("DuplicateColumn", () => Read("a,A\n1,2\n"), "'A'");

    [Fact]
    public void An_empty_file_is_an_error_and_one_without_rows_an_empty_table()
    {
        ThrowsError("EmptyDataset", () => Read(""), "test.csv", "column names");
        Assert.Equal(0, Read("a,b\n").RowCount);
    }

    [Fact]
    public void A_delimiter_that_cannot_be_is_an_error() =>
        ThrowsError("InvalidDelimiter", () => Read("a", new CsvTableReader { Delimiter = '"' }), "'\"'");

    [Fact]
    public void A_missing_file_is_an_error()
    {
        using TemporaryFolder folder = new();
        string path = folder.PathOf("none.csv");
        ThrowsError("FileNotFound", () => new CsvTableReader().Read(path), path);
        ThrowsError("FileNotReadable", () => new CsvTableReader().Read(folder.PathOf("")), folder.PathOf(""));
    }

    [Fact]
    public void A_file_is_named_without_its_folder()
    {
        using TemporaryFolder folder = new();
        Assert.Equal("some.csv", new CsvTableReader().Read(folder.Write("some.csv", "a\n1\n")).Name);
    }

    /// <summary>Numbers must not cost an object each: 200,000 of them may take the columns' arrays, not 200,000 strings of 48 bytes.</summary>
    [Fact]
    public void Reading_numbers_makes_no_object_a_cell()
    {
        string row = string.Join(',', Enumerable.Range(0, 20).Select(i => $"{i}.123456789"));
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join(',', Enumerable.Range(0, 20).Select(i => $"c{i}")) + "\n" + string.Concat(Enumerable.Repeat(row + "\n", 10_000)));
        Read(bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Table table = Read(bytes);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(10_000, table.RowCount);
        Assert.InRange(allocated, 0, 8_000_000);
    }
}
