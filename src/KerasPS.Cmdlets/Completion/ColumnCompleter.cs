using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>
/// Completes the columns of a table: those of the CSV file that Import-Dataset, or an Import-Csv before it in the pipeline, is given; or of the objects in a variable.
/// </summary>
public sealed class ColumnCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(CommandAst command, IDictionary bound)
    {
        if (command.GetCommandName()?.StartsWith("Import", StringComparison.OrdinalIgnoreCase) == true)
            return ColumnsOfFile(command);
        CommandBaseAst? source = (command.Parent as PipelineAst)?.PipelineElements.TakeWhile(element => element != command).FirstOrDefault();
        return source switch
        {
            CommandAst import when import.GetCommandName() is { } name && (name.Equals("Import-Csv", StringComparison.OrdinalIgnoreCase) || name.Equals("ipcsv", StringComparison.OrdinalIgnoreCase)) => ColumnsOfFile(import),
            CommandExpressionAst expression => ColumnsOfValue(SessionValue.Of(expression.Expression)),
            _ => ColumnsOfValue(SessionValue.Of(CommandArgument.Of(command, "InputObject").FirstOrDefault())),
        };
    }

    private static IEnumerable<string> ColumnsOfValue(object? value) =>
        SessionValue.ColumnsOf(value is IEnumerable rows and not (string or IDictionary) ? rows.Cast<object?>().FirstOrDefault() : value);

    private static IEnumerable<string> ColumnsOfFile(CommandAst import)
    {
        if (SessionValue.Of(CommandArgument.OfFirst(import, "Path", "LiteralPath")) is not string path)
            return [];
        char delimiter = SessionValue.Of(CommandArgument.Of(import, "Delimiter").FirstOrDefault())?.ToString() is [var only] ? only : ',';
        try
        {
            string? file = SessionValue.FileOf(path);
            return File.Exists(file) ? new CsvTableReader { Delimiter = delimiter }.ReadHeader(file) : [];
        }
        catch (Exception exception) when (exception is RuntimeException or KerasException or IOException or UnauthorizedAccessException)
        {
            // A completer cannot report errors; the command itself does.
            return [];
        }
    }
}
