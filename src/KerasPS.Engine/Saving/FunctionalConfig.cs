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
        ["input_layers"] = EndReferences(model.Graph, model.Inputs),
        ["output_layers"] = EndReferences(model.Graph, model.Outputs),
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
            ["keras_history"] = TensorReference(graph, tensor),
        },
    };

    private static object[] TensorReference(LayerGraph graph, KerasTensor tensor) =>
        [tensor.Layer.Name!, (long)graph.CallsOf(tensor.Layer).ToList().IndexOf(tensor.Producer), (long)tensor.Index];

    /// <summary>The references to the inputs or outputs of a model; one alone is not a list, so that Keras returns no list either.</summary>
    private static object[] EndReferences(LayerGraph graph, IReadOnlyList<KerasTensor> tensors) =>
        tensors is [var one] ? EndReference(graph, one) : tensors.Select(tensor => EndReference(graph, tensor)).ToArray<object>();

    /// <summary>The reference to an input or output of a model. Keras counts the calls of a functional model within it from 1 there, but from 0 between layers.</summary>
    private static object[] EndReference(LayerGraph graph, KerasTensor tensor) =>
        TensorReference(graph, tensor) is [var layer, long call, var output] && tensor.Layer is Functional ? [layer, call + 1, output] : TensorReference(graph, tensor);
}
