using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>
/// The graph of a functional model as Keras's JSON has it: each layer with its calls, and each call with the tensors it takes, which are named by
/// layer, call and output.
/// </summary>
internal static class FunctionalConfig
{
    public static Dictionary<string, object?> Describe(Functional model) => new()
    {
        ["name"] = model.Name,
        ["trainable"] = model.Trainable,
        ["layers"] = model.Layers.Select(layer => Describe(model.Graph, layer)).ToArray(),
        ["input_layers"] = model.Inputs.Select(tensor => Place(model.Graph, tensor)).ToArray(),
        ["output_layers"] = model.Outputs.Select(tensor => Place(model.Graph, tensor)).ToArray(),
    };

    /// <summary>Makes the model, without variables.</summary>
    /// <exception cref="KerasException">A call takes a tensor that no layer gives.</exception>
    public static Functional Create(ConfigReader config)
    {
        Dictionary<(string Layer, long Call), IReadOnlyList<KerasTensor>> made = [];
        List<(string Name, long Call, Layer Layer, object?[][] Inputs)> waiting = [];
        foreach (object? item in config.List("layers"))
        {
            ConfigReader entry = new(item, "a layer");
            Layer layer = LayerConfig.Create(CallOptions.PutInto(entry));
            string name = layer.Name ?? throw ConfigReader.Invalid("a layer has no name");
            object?[] calls = entry.List("inbound_nodes");
            if (layer is InputLayer)
                made[(name, 0)] = new LayerCall(layer, []).Outputs;
            for (int i = 0; i < calls.Length; i++)
                waiting.Add((name, i, layer, TensorsOf(calls[i]).ToArray()));
        }

        while (waiting.Count > 0)
        {
            int ready = waiting.FindIndex(call => call.Inputs.All(place => Find(place) is not null));
            if (ready < 0)
                throw ConfigReader.Invalid($"the layer '{waiting[0].Name}' takes a tensor that no layer gives");
            (string name, long call, Layer layer, object?[][] inputs) = waiting[ready];
            made[(name, call)] = layer.CallAll(Array.ConvertAll(inputs, place => Find(place)!));
            waiting.RemoveAt(ready);
        }

        return new Functional(Tensors("input_layers"), Tensors("output_layers"), config.Text("name"));

        KerasTensor? Find(object?[] place) =>
            place is [string layer, long call, long output] && made.TryGetValue((layer, call), out IReadOnlyList<KerasTensor>? outputs)
                ? outputs.ElementAtOrDefault((int)output)
                : null;

        KerasTensor[] Tensors(string name)
        {
            object?[] places = config.List(name);
            return (places is [string, ..] ? [places] : places)
                .Select(place => place is object?[] list && Find(list) is { } tensor ? tensor : throw ConfigReader.Invalid($"{name} names a tensor that no layer gives"))
                .ToArray();
        }
    }

    private static Dictionary<string, object?> Describe(LayerGraph graph, Layer layer)
    {
        Dictionary<string, object?> entry = LayerConfig.Describe(layer);
        Dictionary<string, object?> options = CallOptions.TakeFrom((Dictionary<string, object?>)entry["config"]!, layer);
        entry["name"] = layer.Name;
        entry["inbound_nodes"] = graph.CallsOf(layer).Where(call => call.Inputs.Count > 0).Select(call =>
        {
            object[] tensors = call.Inputs.Select(tensor => Describe(graph, tensor)).ToArray();
            return new Dictionary<string, object?>
            {
                ["args"] = tensors.Length == 1 ? tensors : [tensors],
                ["kwargs"] = new Dictionary<string, object?>(options),
            };
        }).ToArray();
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

    /// <summary>The places of all tensors in the arguments of a call, in their order.</summary>
    private static IEnumerable<object?[]> TensorsOf(object? value)
    {
        if (value is object?[] list)
            return list.SelectMany(TensorsOf);
        if (value is not Dictionary<string, object?> entries)
            return [];
        return entries.GetValueOrDefault("class_name") as string == "__keras_tensor__"
            ? [new ConfigReader(entries.GetValueOrDefault("config"), "a tensor").List("keras_history")]
            : entries.Values.SelectMany(TensorsOf);
    }
}
