using System.Collections;
using System.Management.Automation.Language;

namespace KerasPS.Cmdlets;

/// <summary>Completes the paths of a model's variables.</summary>
public sealed class WeightNameCompleter : ValueCompleter
{
    /// <inheritdoc/>
    protected override IEnumerable<string> Values(CommandAst command, IDictionary bound)
    {
        object? model = SessionValue.Of(CommandArgument.OfFirst(command, "Model"))
            ?? SessionValue.Of(((command.Parent as PipelineAst)?.PipelineElements[0] as CommandExpressionAst)?.Expression);
        return model is Model { IsBuilt: true } built ? built.Variables.Select(variable => variable.Path) : [];
    }
}
