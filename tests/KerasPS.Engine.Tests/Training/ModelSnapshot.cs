using System.Runtime.CompilerServices;
using KerasPS.Tests.Layers;

namespace KerasPS.Tests.Training;

/// <summary>All that a fit changes of a model, as lines that can be compared: what is refused must leave it as it was.</summary>
internal static class ModelSnapshot
{
    public static string[] Of(Model model) =>
    [
        $"built {model.IsBuilt}, samples {Shape.Format(model.InputShapes)} to {Shape.Format(model.OutputShapes)}, known {(model.KnownInputShapes is { } known ? Shape.Format(known) : "none")}",
        $"classes {string.Join(" | ", model.ClassLabels.Select(names => string.Join(", ", names)))}",
        $"encodings {Identity(model.FeatureEncoding)}, {string.Join(", ", model.InputEncodings.Select(Identity))}",
        $"history {Identity(model.History)}, running {model.Session.IsRunning}, stop {model.StopTraining}, generator {Identity(model.Session.Generator)}",
        $"parameters {Identity(model.Parameters)}, compilation {Identity(model.Compilation)}",
        .. model.LayersWithin().Select(part => $"{part.Path} built {part.Layer.IsBuilt}, trainable {part.Layer.Trainable}, with {part.Layer.InputShapes.Count} inputs"),
        .. model.Variables.Select(variable => $"{variable.Path} at {Identity(variable.Value)} on {variable.Value.device}: {string.Join(" ", variable.ToArray())}"),
        .. model.Compilation is { } compilation ? OfOptimizer(compilation.Optimizer) : [],
    ];

    private static IEnumerable<string> OfOptimizer(Optimizer optimizer) => optimizer.State()
        .Select(slot => $"{slot.Name} of {slot.Variable?.Path}: {string.Join(" ", slot.Values.Values())}")
        .Prepend($"steps {optimizer.Innermost.Steps}, rate {optimizer.LearningRate}");

    private static int Identity(object? item) => item is null ? 0 : RuntimeHelpers.GetHashCode(item);
}
