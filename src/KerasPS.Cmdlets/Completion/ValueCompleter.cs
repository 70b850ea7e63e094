using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace KerasPS.Cmdlets;

/// <summary>The base of completers: what a word can become is those of some values that begin with it.</summary>
public abstract class ValueCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        SessionValue.Matches(Values(commandAst, fakeBoundParameters), wordToComplete);

    /// <summary>The values that the parameter can have.</summary>
    /// <param name="command">The command that is being typed.</param>
    /// <param name="bound">The arguments that are known already, by the names of their parameters.</param>
    protected abstract IEnumerable<string> Values(CommandAst command, IDictionary bound);
}
