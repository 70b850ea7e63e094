using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>
/// The graph of a functional model as Keras's JSON has it: each layer with its calls, and each call with the tensors it takes, which are named by
/// layer, call and output.
/// </summary>
internal static class FunctionalConfig
{
    public static Dictionary<string, object?> Describe(Functional model, DtypePolicy policy) => new()
    {
        ["name"] = model.Name,
        ["trainable"] = model.Trainable,
        ["layers"] = model.Layers.Select(layer => Describe(model.Graph, layer, policy)).ToArray(),
        ["input_layers"] = model.Inputs.Select(tensor => Place(model.Graph, tensor)).ToArray(),
        ["output_layers"] = model.Outputs.Select(tensor => Place(model.Graph, tensor)).ToArray(),
    };

    private static Dictionary<string, object?> Describe(LayerGraph graph, Layer layer, DtypePolicy policy)
    {
        Dictionary<string, object?> entry = LayerConfig.Describe(layer, policy);
        Dictionary<string, object?> options = CallConfig.TakeOptionsFrom((Dictionary<string, object?>)entry["config"]!, layer);
        entry["name"] = layer.Name;
        entry["inbound_nodes"] = graph.CallsOf(layer)
            .Where(call => call.Inputs.Count > 0)
            .Select(call => CallConfig.Describe(layer, call.Inputs.Select(tensor => Describe(graph, tensor)).ToArray(), options))
            .ToArray();
        return entry;
    }

    private static object Describe(LayerGraph graph, KerasTensor tensor) => new Dictionary<string, object?>
    {
        ["class_name"] = "__keras_tensor__",
        ["config"] = new Dictionary<string, object?>
        {
            ["shape"] = ObjectConfig.BatchShape(tensor.Shape),
            ["dtype"] = "float32",
            ["keras_history"] = Place(graph, tensor),
        },
    };

    private static object[] Place(LayerGraph graph, KerasTensor tensor) =>
        [tensor.Layer.Name!, (long)graph.CallsOf(tensor.Layer).ToList().IndexOf(tensor.Producer), (long)tensor.Index];
}
