using System.Collections;
using System.Management.Automation.Language;
using KerasPS.Metrics;

namespace KerasPS.Cmdlets;

/// <summary>
/// Completes what a training reports: the loss and the metrics of the session's models, and metrics that the same line or script gives by <c>-Metric</c>; each also
/// with <c>val_</c>.
/// </summary>
public sealed class MonitorCompleter : ValueCompleter
{
    private const string Loss = "loss";

    /// <inheritdoc/>
    protected override IEnumerable<string> Values(CommandAst command, IDictionary bound)
    {
        string[] reported = SessionValue.All<Model>()
            .SelectMany(model => model.Compilation?.LogNames ?? [])
            .Concat(MetricsIn(Root(command)))
            .Where(name => name != Loss)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.OrdinalIgnoreCase)
            .Prepend(Loss)
            .ToArray();
        return reported.Concat(reported.Select(MetricName.OfValidation));
    }

    private static Ast Root(Ast ast)
    {
        while (ast.Parent is not null)
            ast = ast.Parent;
        return ast;
    }

    private static IEnumerable<string> MetricsIn(Ast script) => script
        .FindAll(ast => ast is CommandAst, searchNestedScriptBlocks: true)
        .Cast<CommandAst>()
        .SelectMany(command => CommandArgument.Of(command, "Metric"))
        .SelectMany(argument => argument.FindAll(ast => ast is StringConstantExpressionAst, searchNestedScriptBlocks: false))
        .Select(ast => ((StringConstantExpressionAst)ast).Value);
}
