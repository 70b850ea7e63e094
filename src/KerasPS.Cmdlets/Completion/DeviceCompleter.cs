using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace KerasPS.Cmdlets;

/// <summary>Completes the names of this machine's devices.</summary>
public sealed class DeviceCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters) =>
        DeviceName.Available.Prepend("auto")
            .Where(name => name.StartsWith(wordToComplete, StringComparison.OrdinalIgnoreCase))
            .Select(name => new CompletionResult(name));
}
