using CsvHelper;

namespace KerasPS.Csv;

/// <summary>Reads the records of a CSV file (RFC 4180), one at a time.</summary>
internal sealed class CsvFileReader : IDisposable
{
    private readonly CsvReader reader;

    /// <param name="stream">The file.</param>
    /// <param name="delimiter">The separator between cells.</param>
    /// <param name="isTable">Whether white space around cells is trimmed, and stray quotes are an error.</param>
    /// <exception cref="ArgumentException">The delimiter cannot separate cells.</exception>
    public CsvFileReader(Stream stream, char delimiter, bool isTable = false) => reader = CsvReader.Create(
        stream,
        new CsvReaderOptions
        {
            Separator = delimiter,
            HasHeader = false, // The caller decides whether the first line is a header.
            TrimWhitespace = isTable,
            TrackLineNumbers = true,
            MalformedData = isTable ? CsvMalformedDataHandling.Throw : CsvMalformedDataHandling.Recover,
        },
        leaveOpen: true);

    /// <summary>The line of the record, counted from 1.</summary>
    public long LineNumber => reader.LineNumber;

    public int FieldCount => reader.FieldCount;

    /// <returns>Whether there is another record.</returns>
    /// <exception cref="CsvSyntaxException">It is not CSV.</exception>
    public bool Read()
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException exception)
        {
            throw new CsvSyntaxException(exception.LineNumber, exception.Message, exception);
        }
    }

    /// <summary>A field in UTF-8, until the next record is read.</summary>
    public ReadOnlySpan<byte> Utf8(int field) => reader.GetSpan(field);

    public string Text(int field) => reader.GetString(field);

    public void Dispose() => reader.Dispose();
}
