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
            ready.Enqueue(new Call(name, i, layer, Array.ConvertAll(CallConfig.Inputs(layer, calls[i]), Place.Of)));
        unmade += calls.Length;
    }

    /// <summary>Makes all calls.</summary>
    /// <exception cref="KerasException">A call takes a tensor that no layer gives.</exception>
    public void Connect()
    {
        while (ready.TryDequeue(out Call? call))
        {
            Place? missing = call.Inputs.FirstOrDefault(place => !made.ContainsKey(place.Source));
            if (missing is null)
                Make(call);
            else if (waiting.TryGetValue(missing.Source, out List<Call>? others))
                others.Add(call);
            else
                waiting[missing.Source] = [call];
        }

        if (unmade > 0)
            throw ConfigReader.Invalid($"the layer '{waiting.Values.First()[0].Name}' takes a tensor that no layer gives");
    }

    /// <summary>
    /// The tensors that a list or dictionary of places, or one place, names: inputs or outputs of the model. Keras counts the calls of a functional
    /// model within it from 1 there, but from 0 between layers.
    /// </summary>
    public KerasTensor[] Tensors(ConfigReader config, string name) =>
        Places(config.Required(name)).Select(Place.Of).Select(place => Find(layers.GetValueOrDefault(place.Source.Layer) is Functional
            ? place with { Source = (place.Source.Layer, place.Source.Call - 1) }
            : place) ?? throw ConfigReader.Invalid($"{name} names a tensor that no layer gives")).ToArray();

    /// <summary>The places of a structure in Keras's order, in which dictionaries are sorted by their names.</summary>
    private static IEnumerable<object?[]> Places(object? value) => value switch
    {
        object?[] and [string, ..] place => [(object?[])place],
        object?[] list => list.SelectMany(Places),
        Dictionary<string, object?> byName => byName.OrderBy(pair => pair.Key, StringComparer.Ordinal).SelectMany(pair => Places(pair.Value)),
        _ => throw ConfigReader.Invalid("a place of a tensor is no list"),
    };

    private void Make(Call call)
    {
        KerasTensor[] inputs = Array.ConvertAll(call.Inputs, place => Find(place) ?? throw ConfigReader.Invalid($"the layer '{call.Name}' takes a tensor that no layer gives"));
        made[(call.Name, call.Index)] = inputs.Length > 0 ? call.Layer.CallAll(inputs) : throw ConfigReader.Invalid($"the layer '{call.Name}' is called without a tensor");
        unmade--;
        if (waiting.Remove((call.Name, call.Index), out List<Call>? others))
            others.ForEach(ready.Enqueue);
    }

    private KerasTensor? Find(Place place) =>
        made.TryGetValue(place.Source, out IReadOnlyList<KerasTensor>? outputs) && place.Output >= 0 && place.Output < outputs.Count ? outputs[(int)place.Output] : null;

    private sealed record Call(string Name, long Index, Layer Layer, Place[] Inputs);

    /// <summary>Where a tensor comes from: a layer, which of its calls, and which of that call's outputs.</summary>
    private sealed record Place((string Layer, long Call) Source, long Output)
    {
        public static Place Of(object?[] place) => place is [string layer, long call, long output]
            ? new Place((layer, call), output)
            : throw ConfigReader.Invalid($"{ConfigText.Of(place)} is no place of a tensor: a layer, its call and its output");
    }
}
