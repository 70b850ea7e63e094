using System.Collections;
using System.Globalization;
using System.Text;
using KerasPS.Configuration;
using KerasPS.Layers;

namespace KerasPS;

/// <summary>What a model is and how it is trained, as Markdown.</summary>
internal static class TrainingDescription
{
    public static string Of(Model model, TrainingPlan? plan)
    {
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"**{model.ModelType} {model.Name}**, {model.ParameterCount} parameters\n\n| | |\n|---|---|\n");
        foreach ((string name, string value) in Rows(model, plan))
            text.Append(CultureInfo.InvariantCulture, $"| {name} | {Cell(value)} |\n");
        text.Append("\n| layer | class | output shape | parameters |\n|---|---|---|---|\n");
        foreach (Layer layer in model.Layers)
            text.Append(CultureInfo.InvariantCulture, $"| {Cell(layer.Name!)} | {layer.ClassName} | {Cell(Shape.Format(layer.OutputShapes))} | {layer.ParameterCount} |\n");
        return text.ToString();
    }

    private static IEnumerable<(string Name, string Value)> Rows(Model model, TrainingPlan? plan)
    {
        if (plan is not null)
        {
            yield return ("epochs", plan.InitialEpoch == 0 ? Text(plan.Epochs) : $"{plan.InitialEpoch} to {plan.Epochs}");
            yield return ("batches per epoch", Text(plan.StepsPerEpoch));
            yield return ("validation", plan.HasValidation ? "yes" : "no");
        }

        yield return ("dtype policy", model.Policy.Name);
        if (model.Compilation is not { } compilation)
            yield break;
        yield return ("optimizer", Text(compilation.Optimizer));
        foreach (OutputCompilation output in compilation.Outputs)
        {
            string of = compilation.Outputs.Count == 1 ? "" : $" of {output.Name}";
            yield return ("loss" + of, Text(output.Loss));
            foreach (KerasObject metric in output.Metrics.Concat(output.WeightedMetrics))
                yield return ("metric" + of, Text(metric));
        }
    }

    private static string Text(object? value) => value switch
    {
        null => "none",
        string text => text,
        double number => ((float)number).ToString(CultureInfo.InvariantCulture),
        KerasObject item => $"{item.ClassName}({string.Join(", ", item.GetConfig().Select(entry => $"{entry.Key}={Text(entry.Value)}"))})",
        IDictionary entries => $"{{{string.Join(", ", entries.Keys.Cast<object>().Select(key => $"{key}={Text(entries[key])}"))}}}",
        IEnumerable list => $"[{string.Join(", ", list.Cast<object?>().Select(Text))}]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal).ReplaceLineEndings(" ");
}
