using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>Calls the layers of a functional model as its description says, each call when the tensors that it takes are there.</summary>
internal sealed class GraphReader
{
    private readonly Dictionary<(string Layer, long Call), IReadOnlyList<KerasTensor>> made = [];
    private readonly Dictionary<(string Layer, long Call), List<Call>> waiting = [];
    private readonly Dictionary<string, Layer> layers = [];
    private readonly Queue<Call> ready = [];
    private int unmade;

    /// <summary>Takes in a layer with its calls.</summary>
    public void Add(Layer layer, object?[] calls)
    {
        string name = layer.Name ?? throw ConfigReader.Invalid($"a layer {layer.ClassName} has no name");
        if (!layers.TryAdd(name, layer))
            throw ConfigReader.Invalid($"two layers are called '{name}'");
        if (layer is InputLayer)
            made[(name, 0)] = new LayerCall(layer, []).Outputs;
        for (int i = 0; i < calls.Length; i++)
            ready.Enqueue(new Call(name, i, layer, Array.ConvertAll(CallConfig.Inputs(layer, calls[i]), TensorReference.Of)));
        unmade += calls.Length;
    }

    /// <summary>Makes all calls.</summary>
    /// <exception cref="KerasException">A call takes a tensor that no layer outputs.</exception>
    public void Connect()
    {
        while (ready.TryDequeue(out Call? call))
        {
            TensorReference? missing = call.Inputs.FirstOrDefault(reference => !made.ContainsKey(reference.Source));
            if (missing is null)
                Make(call);
            else if (waiting.TryGetValue(missing.Source, out List<Call>? others))
                others.Add(call);
            else
                waiting[missing.Source] = [call];
        }

        if (unmade > 0)
            throw ConfigReader.Invalid($"the layer '{waiting.Values.First()[0].Name}' takes a tensor that no layer outputs");
    }

    /// <summary>
    /// The tensors that a list or dictionary of references, or one reference, names: inputs or outputs of the model. Keras counts the calls of a functional
    /// model within it from 1 there, but from 0 between layers.
    /// </summary>
    public KerasTensor[] Tensors(ConfigReader config, string name) =>
        References(config.Required(name)).Select(TensorReference.Of).Select(reference => Find(layers.GetValueOrDefault(reference.Source.Layer) is Functional
            ? reference with { Source = (reference.Source.Layer, reference.Source.Call - 1) }
            : reference) ?? throw ConfigReader.Invalid($"{name} names a tensor that no layer outputs")).ToArray();

    /// <summary>The references of a structure in Keras's order, in which dictionaries are sorted by their names.</summary>
    private static IEnumerable<object?[]> References(object? value) => value switch
    {
        object?[] and [string, ..] reference => [(object?[])reference],
        object?[] list => list.SelectMany(References),
        Dictionary<string, object?> byName => byName.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => References(pair.Value)),
        _ => throw ConfigReader.Invalid("a reference to a tensor is not a list"),
    };

    private void Make(Call call)
    {
        KerasTensor[] inputs = Array.ConvertAll(call.Inputs, reference => Find(reference) ?? throw ConfigReader.Invalid($"the layer '{call.Name}' takes a tensor that no layer outputs"));
        made[(call.Name, call.Index)] = inputs.Length > 0 ? call.Layer.CallAll(inputs) : throw ConfigReader.Invalid($"the layer '{call.Name}' is called without a tensor");
        unmade--;
        if (waiting.Remove((call.Name, call.Index), out List<Call>? others))
            others.ForEach(ready.Enqueue);
    }

    private KerasTensor? Find(TensorReference reference) =>
        made.TryGetValue(reference.Source, out IReadOnlyList<KerasTensor>? outputs) && reference.Output >= 0 && reference.Output < outputs.Count ? outputs[(int)reference.Output] : null;

    private sealed record Call(string Name, long Index, Layer Layer, TensorReference[] Inputs);

    /// <summary>Where a tensor comes from: a layer, which of its calls, and which of that call's outputs.</summary>
    private sealed record TensorReference((string Layer, long Call) Source, long Output)
    {
        public static TensorReference Of(object?[] reference) => reference is [string layer, long call, long output]
            ? new TensorReference((layer, call), output)
            : throw ConfigReader.Invalid($"{ConfigText.Of(reference)} is not a reference to a tensor: a layer, its node index and its tensor index");
    }
}
