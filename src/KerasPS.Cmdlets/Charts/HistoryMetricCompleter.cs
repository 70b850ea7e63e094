using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KerasPS.Charts;

namespace KerasPS.Cmdlets;

/// <summary>Completes the names of the values that a model's epochs have.</summary>
public sealed class HistoryMetricCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters)
    {
        History? history = PowerShellValue.Unwrap(fakeBoundParameters["InputObject"]) switch
        {
            Model model => model.History,
            History given => given,
            _ => null,
        };
        return history is not { Epochs.Count: > 0 } ? [] : EpochTable.Of(history).Name
            .Where(name => name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
    }
}
