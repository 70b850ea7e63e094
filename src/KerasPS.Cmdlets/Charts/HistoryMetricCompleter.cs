using System.Collections;
using System.Management.Automation.Language;
using KerasPS.Charts;

namespace KerasPS.Cmdlets;

/// <summary>Completes the names of the values that a model's epochs have.</summary>
public sealed class HistoryMetricCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(CommandAst command, IDictionary bound)
    {
        History? history = PowerShellValue.Unwrap(bound["InputObject"]) switch
        {
            Model model => model.History,
            History given => given,
            _ => null,
        };
        return history is not { Epochs.Count: > 0 } ? [] : EpochTable.Of(history).Name;
    }
}
