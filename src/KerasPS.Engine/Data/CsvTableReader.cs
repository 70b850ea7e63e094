using System.Globalization;
using System.Text;
using KerasPS.Csv;
using KerasPS.Files;

namespace KerasPS.Data;

/// <summary>
/// Reads a CSV file (RFC 4180; UTF-8, or what a byte order mark says) into a <see cref="Table"/>, with numbers as <see cref="Culture"/> has them, whatever the machine's is.
/// Blank lines are skipped, and so is white space around cells without quotes, and the <c>#TYPE</c> line of Windows PowerShell's Export-Csv.
/// </summary>
public sealed class CsvTableReader
{
    private const string TypeLine = "#TYPE ";

    /// <summary>The character between cells; a comma by default. Any ASCII character but a quote or a line break.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>The culture of the file's numbers; the invariant culture (a decimal point) by default.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>Whether the first line names the columns (default). Without it, and for an empty name, they are Column1, Column2 and so on.</summary>
    public bool HasHeader { get; init; } = true;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KerasException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>, <c>InvalidDelimiter</c>; <c>EmptyDataset</c>: not even a header; <c>DuplicateColumn</c>;
    /// <c>RaggedRow</c>, <c>InvalidCsv</c>, <c>NotUtf8</c>: with the line number.
    /// </exception>
    public Table Read(string path)
    {
        using FileStream stream = DataFile.Open(path);
        return Read(stream, Path.GetFileName(path));
    }

    /// <summary>Reads a file in parts, so that it need not fit into memory; there is one part at least.</summary>
    /// <param name="path">The file.</param>
    /// <param name="rows">The number of rows of a part; the last one may have fewer.</param>
    /// <exception cref="KerasException">As from <see cref="Read(string)"/>.</exception>
    public IEnumerable<Table> ReadInParts(string path, int rows = 16384)
    {
        using FileStream stream = DataFile.Open(path);
        using CsvFileReader reader = Open(stream);
        string name = Path.GetFileName(path);
        string[] columns = Checked(reader, name, () => ReadHeader(reader, name).ToArray());
        bool more = !HasHeader || Checked(reader, name, reader.Read);
        int before = 0;
        do
        {
            Table part = new(columns, Culture) { Name = name, RowsBefore = before };
            more = Checked(reader, name, () => ReadRows(reader, part, more, rows));
            before += part.RowCount;
            yield return part;
        }
        while (more);
    }

    /// <summary>Reads the names of a file's columns.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KerasException">As from <see cref="Read(string)"/>.</exception>
    public IReadOnlyList<string> ReadHeader(string path)
    {
        using FileStream stream = DataFile.Open(path);
        return Checked(stream, Path.GetFileName(path), reader => ReadHeader(reader, Path.GetFileName(path)).ToArray());
    }

    /// <summary>Reads a stream.</summary>
    /// <param name="stream">The bytes of the file, from its current position.</param>
    /// <param name="name">The name for the table and its errors, e.g. that of the file.</param>
    /// <exception cref="KerasException">As from <see cref="Read(string)"/>.</exception>
    public Table Read(Stream stream, string name) => Checked(stream, name, reader => Read(reader, name));

    private T Checked<T>(Stream stream, string name, Func<CsvFileReader, T> read)
    {
        using CsvFileReader reader = Open(stream);
        return Checked(reader, name, () => read(reader));
    }

    private static T Checked<T>(CsvFileReader reader, string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvSyntaxException e)
        {
            throw new KerasException("InvalidCsv", $"{name}, line {e.LineNumber}: {e.Message} A cell with quotes is enclosed in quotes, and those in it are doubled.", name, e);
        }
        catch (DecoderFallbackException e)
        {
            throw new KerasException("NotUtf8", $"{name}, line {reader.LineNumber}: the text is not UTF-8. Save the file as UTF-8.", name, e);
        }
    }

    private Table Read(CsvFileReader reader, string name)
    {
        Table table = new(ReadHeader(reader, name), Culture) { Name = name };
        ReadRows(reader, table, !HasHeader || reader.Read(), int.MaxValue);
        return table;
    }

    /// <summary>Appends rows, of which the reader has read the first one where there is any.</summary>
    /// <returns>Whether the reader has read a further one.</returns>
    private static bool ReadRows(CsvFileReader reader, Table table, bool more, int most)
    {
        for (int row = 0; more && row < most; row++)
        {
            AppendRow(reader, table, table.Name);
            more = reader.Read();
        }

        return more;
    }

    private IEnumerable<string> ReadHeader(CsvFileReader reader, string name)
    {
        if (!reader.Read() || (IsTypeLine(reader) && !reader.Read()))
            throw new KerasException("EmptyDataset", $"{name} is empty; it needs {(HasHeader ? "a line of column names and " : "")}one row at least.", name);
        return ColumnNames(reader);
    }

    private static void AppendRow(CsvFileReader reader, Table table, string name)
    {
        if (reader.FieldCount != table.Columns.Count)
            throw ColumnErrors.Ragged($"{name}, line {reader.LineNumber}", reader.FieldCount, table.Columns.Count);
        for (int i = 0; i < table.Columns.Count; i++)
            table.Columns[i].AppendUtf8(reader.Utf8(i));
        table.CompleteRow();
    }

    private IEnumerable<string> ColumnNames(CsvFileReader reader)
    {
        string[] names = Table.DefaultNames(reader.FieldCount).ToArray();
        for (int i = 0; HasHeader && i < names.Length; i++)
        {
            string given = TableColumn.Decode(reader.Utf8(i));
            names[i] = given.Length == 0 ? names[i] : given;
        }

        return names;
    }

    private static bool IsTypeLine(CsvFileReader reader) =>
        reader.LineNumber == 1 && TableColumn.Decode(reader.Utf8(0)).StartsWith(TypeLine, StringComparison.Ordinal);

    private CsvFileReader Open(Stream stream)
    {
        try
        {
            return new CsvFileReader(stream, Delimiter, isTable: true);
        }
        catch (ArgumentException e)
        {
            throw new KerasException("InvalidDelimiter", $"'{Delimiter}' cannot separate cells: {e.Message}", Delimiter, e);
        }
    }
}
