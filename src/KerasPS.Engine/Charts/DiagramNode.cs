using System.Globalization;
using KerasPS.Layers;

namespace KerasPS.Charts;

/// <summary>A box of a model's diagram: an input, or one call of a layer.</summary>
/// <param name="Name">The layer's name, with the number of the call where there are several.</param>
/// <param name="Type">The class of the layer.</param>
/// <param name="Shape">The shape of its output.</param>
/// <param name="Parameters">How many parameters it has; empty for none.</param>
/// <param name="Kind">What training does to the layer.</param>
/// <param name="IsModel">Whether the layer is a model of its own.</param>
/// <param name="IsOutput">Whether its output is an output of the model.</param>
/// <param name="Inputs">Its inputs: the boxes, by their indices in the list, whose outputs it takes.</param>
internal sealed record DiagramNode(
    string Name, string Type, string Shape, string Parameters, DiagramNodeKind Kind, bool IsModel, bool IsOutput, IReadOnlyList<int> Inputs)
{
    /// <summary>The boxes of a model, each after its inputs.</summary>
    /// <exception cref="KerasException"><c>NotBuilt</c>: the model has no layers.</exception>
    public static IReadOnlyList<DiagramNode> Of(Model model)
    {
        if (model.Layers.Count == 0)
            throw new KerasException("NotBuilt", $"The model '{model.Name}' has no layers to show; add some with its Add method.", model);
        if (!model.IsBuilt && model.KnownInputShapes is { } shapes)
            model.Build(shapes);
        return model is Functional functional ? OfGraph(functional) : OfChain(model);
    }

    private static DiagramNode[] OfChain(Model model)
    {
        List<DiagramNode> nodes = [];
        if (model.KnownInputShapes is { } shapes && model.Layers[0] is not InputLayer)
            nodes.Add(new DiagramNode("input", "", ShapeOf(shapes), "", DiagramNodeKind.Input, false, false, []));
        for (int i = 0; i < model.Layers.Count; i++)
            nodes.Add(Of(model.Layers[i], model.Layers[i].OutputShapes, 1, 1, i == model.Layers.Count - 1, nodes.Count == 0 ? [] : [nodes.Count - 1]));
        return nodes.ToArray();
    }

    private static DiagramNode[] OfGraph(Functional model)
    {
        LayerCall[] calls = [.. model.Inputs.Select(input => input.Producer), .. model.Graph.Calls];
        Dictionary<LayerCall, int> places = calls.Select((call, i) => (call, i)).ToDictionary(pair => pair.call, pair => pair.i);
        return Array.ConvertAll(calls, call =>
        {
            IReadOnlyList<LayerCall> same = model.Graph.CallsOf(call.Layer);
            return Of(
                call.Layer,
                call.Outputs.Select(output => output.Shape).ToArray(),
                same.ToList().IndexOf(call) + 1,
                same.Count,
                model.Outputs.Any(output => output.Producer == call),
                call.Inputs.Select(input => places[input.Producer]).Distinct().ToArray());
        });
    }

    private static DiagramNode Of(Layer layer, IReadOnlyList<IReadOnlyList<long>> shapes, int call, int calls, bool isOutput, IReadOnlyList<int> inputs)
    {
        DiagramNodeKind kind = layer is InputLayer ? DiagramNodeKind.Input
            : layer.ParameterCount == 0 ? DiagramNodeKind.Plain
            : layer.TrainedVariables.Count > 0 ? DiagramNodeKind.Trained
            : DiagramNodeKind.Frozen;
        string parameters = layer.ParameterCount == 0 ? ""
            : call > 1 ? "shared"
            : layer.ParameterCount.ToString("N0", CultureInfo.InvariantCulture) + (kind == DiagramNodeKind.Frozen ? " frozen" : " params");
        string name = calls > 1 ? string.Create(CultureInfo.InvariantCulture, $"{layer.Name} ({call} of {calls})") : layer.Name!;
        return new DiagramNode(name, layer is InputLayer ? "" : layer.ClassName, ShapeOf(shapes), parameters, kind, layer is Model, isOutput, inputs);
    }

    private static string ShapeOf(IReadOnlyList<IReadOnlyList<long>> shapes) =>
        shapes.Count == 0 ? "?" : KerasPS.Shape.Format(shapes.Select(shape => (IReadOnlyList<long>)[-1, .. shape]).ToArray());
}
