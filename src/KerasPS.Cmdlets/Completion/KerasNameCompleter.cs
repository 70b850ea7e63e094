using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;
using KerasPS.Configuration;

namespace KerasPS.Cmdlets;

/// <summary>Completes the names of a family, e.g. of all losses.</summary>
/// <typeparam name="T">The family's base class.</typeparam>
public sealed class KerasNameCompleter<T> : IArgumentCompleter
    where T : KerasObject
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        KerasRegistry.NamesOf(typeof(T))
            .Where(name => name.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
