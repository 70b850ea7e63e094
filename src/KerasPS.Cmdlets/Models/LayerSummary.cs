using KerasPS.Charts;

namespace KerasPS.Cmdlets;

/// <summary>One row of a model's summary.</summary>
/// <param name="Name">The layer's name.</param>
/// <param name="Type">Keras's class name.</param>
/// <param name="OutputShape">The shape of an output with its batch axis, e.g. <c>(None, 16)</c>.</param>
/// <param name="ParameterCount">The number of values in the layer's variables.</param>
/// <param name="IsTrainable">Whether training changes the layer.</param>
/// <param name="Model">The model with its totals, for the table's heading.</param>
public sealed record LayerSummary(string Name, string Type, string OutputShape, long ParameterCount, bool IsTrainable, string Model)
{
    internal static IReadOnlyList<LayerSummary> Of(Model model)
    {
        if (!model.IsBuilt && model.KnownInputShapes is { } shapes)
            model.Build(shapes);
        string heading = $"{model.Name} ({LayerTotals.Of(model)})";
        return model.Layers.Select(layer => new LayerSummary(
            layer.Name!,
            layer.ClassName,
            layer.OutputShape is null ? "?" : ObjectView.WithBatch(layer.OutputShapes),
            layer.ParameterCount,
            layer.Trainable,
            heading)).ToArray();
    }
}
