using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace KerasPS.Cmdlets;

/// <summary>Completes the paths of a model's variables.</summary>
public sealed class WeightNameCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters)
    {
        object? model = SessionValue.Of(CommandArgument.OfFirst(commandAst, "Model"))
            ?? SessionValue.Of(((commandAst.Parent as PipelineAst)?.PipelineElements[0] as CommandExpressionAst)?.Expression);
        return model is Model { IsBuilt: true } built ? SessionValue.Matches(built.Variables.Select(variable => variable.Path), wordToComplete) : [];
    }
}
