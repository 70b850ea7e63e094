using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>Completes the names of dtype policies.</summary>
public sealed class PolicyCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        DtypePolicy.Names
            .Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
