using CsvHelper;

namespace KerasPS.Csv;

/// <summary>Writes records to a CSV file; cells that need quotes get them.</summary>
internal sealed class CsvFileWriter(Stream stream, char delimiter, string newLine) : IDisposable
{
    private readonly CsvWriter writer = CsvWriter.Create(stream, new CsvWriterOptions { Separator = delimiter, NewLine = newLine }, leaveOpen: true);

    public void Write(IEnumerable<string> cells) => writer.WriteRecord(cells.ToArray());

    public void Flush() => writer.Flush();

    public void Dispose() => writer.Dispose();
}
