namespace KerasPS.Csv;

/// <summary>A line that is not CSV.</summary>
internal sealed class CsvSyntaxException(long? lineNumber, string message, Exception inner) : Exception(message, inner)
{
    public long? LineNumber { get; } = lineNumber;
}
