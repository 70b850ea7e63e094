using KerasPS.Configuration;
using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>A call of a layer as Keras's JSON has it: tensors by position or by name, and the arguments that Keras takes with a call.</summary>
internal static class CallConfig
{
    private static readonly string[] OfAttention = ["query", "value", "key", "query_mask", "value_mask", "key_mask", "attention_mask"];

    /// <summary>The arguments of the call that are taken, in the order of the layer's inputs.</summary>
    private static readonly string[] Taken = ["inputs", "sequences", "query", "value", "key", "attention_mask", "initial_state", "states"];

    private static readonly string[] NamesOfFirst = ["x", "sequence", "data"];

    /// <summary>Describes a call.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="tensors">The descriptions of its inputs.</param>
    /// <param name="options">The arguments that Keras gives to the call.</param>
    public static Dictionary<string, object?> Describe(Layer layer, object[] tensors, IReadOnlyDictionary<string, object?> options)
    {
        Dictionary<string, object?> named = new(options);
        object[] args = [];
        switch (layer)
        {
            case ProjectedAttention:
                foreach ((object tensor, string name) in tensors.Zip(OfAttention[..3].Append(OfAttention[^1])))
                    named[name] = tensor;
                break;
            case RecurrentLayer or Bidirectional or RecurrentCell when tensors.Length > 1:
                args = tensors[..1];
                named[NamesOf(layer)[1]] = tensors[1..];
                break;
            default:
                args = tensors.Length == 1 ? tensors : [tensors];
                break;
        }

        return new() { ["args"] = args, ["kwargs"] = named };
    }

    /// <summary>Takes the arguments of calls out of a layer's configuration.</summary>
    /// <returns>Those with other values than their defaults.</returns>
    public static Dictionary<string, object?> TakeOptionsFrom(Dictionary<string, object?> config, Layer layer)
    {
        Dictionary<string, object?> options = [];
        foreach (ObjectArgument argument in ObjectSignature.Of(layer.GetType()).Arguments.Where(argument => argument.IsOfCall))
        {
            if (config.Remove(argument.Name, out object? value) && !Equals(value, argument.Default))
                options[argument.Name] = value;
        }

        return options;
    }

    /// <summary>The entry of a layer with the arguments of its calls in its configuration.</summary>
    /// <exception cref="KerasException">Its calls differ in them.</exception>
    public static ConfigReader PutOptionsInto(ConfigReader entry)
    {
        Dictionary<string, object?>[] calls = entry.List("inbound_nodes").Select(Options).ToArray();
        if (calls.All(call => call.Count == 0))
            return entry;
        if (calls.Any(call => call.Count != calls[0].Count || call.Except(calls[0]).Any()))
            throw ConfigReader.NotSupported($"the calls of the layer '{entry.Text("name")}' differ in their arguments, which here are the same for all calls of a layer");
        Dictionary<string, object?> config = new([.. entry.Object("config").Entries, .. calls[0]]);
        return new ConfigReader(new Dictionary<string, object?>(entry.Entries) { ["config"] = config }, entry.Name);
    }

    /// <summary>The references to the tensors that a call takes, in the order of the layer's inputs.</summary>
    public static object?[][] Inputs(Layer layer, object? call)
    {
        ConfigReader reader = new(call, $"a call of the layer '{layer.Name}'");
        string[] names = NamesOf(layer);
        Dictionary<string, object?> given = [];
        foreach ((object? value, int i) in reader.List("args").Select((value, i) => (value, i)))
            given[i < names.Length ? names[i] : $"argument {i + 1}"] = value;
        foreach ((string name, object? value) in KeywordsOf(reader))
            given[NamesOfFirst.Contains(name) || (name is "inputs" or "sequences") ? names[0] : name] = value;
        if (layer is ProjectedAttention && given.GetValueOrDefault("attention_mask") is not null && given.GetValueOrDefault("key") is null)
            given["key"] = given.GetValueOrDefault("value");
        string? odd = given.Keys.FirstOrDefault(name => !(names.Contains(name) && Taken.Contains(name)) && TensorsOf(layer, given[name]).Any());
        if (odd is not null)
            throw ConfigReader.NotSupported($"the layer '{layer.Name}' ({layer.ClassName}) is called with a tensor as '{odd}', which is not taken here");
        return names.Where(Taken.Contains).SelectMany(name => TensorsOf(layer, given.GetValueOrDefault(name))).ToArray();
    }

    /// <summary>The arguments of a call that are neither tensors nor null.</summary>
    private static Dictionary<string, object?> Options(object? call)
    {
        ConfigReader reader = new(call, "a call");
        Dictionary<string, object?> options = KeywordsOf(reader).Where(pair => pair.Value is not (null or Array or Dictionary<string, object?>)).ToDictionary();
        return options.TryGetValue("training", out object? training)
            ? throw ConfigReader.NotSupported($"a layer is called with training={ConfigText.Of(training)}; here it always follows from whether the model is in training")
            : options;
    }

    private static IReadOnlyDictionary<string, object?> KeywordsOf(ConfigReader call) =>
        call.Has("kwargs") ? call.Object("kwargs").Entries : new Dictionary<string, object?>();

    private static string[] NamesOf(Layer layer) => layer switch
    {
        ProjectedAttention => OfAttention,
        RecurrentLayer or Bidirectional => ["sequences", "initial_state"],
        RecurrentCell => ["inputs", "states"],
        _ => ["inputs"],
    };

    /// <summary>The references to all tensors in a value, in Keras's order: that of a list, or that of a dictionary's sorted names.</summary>
    private static IEnumerable<object?[]> TensorsOf(Layer layer, object? value)
    {
        if (value is object?[] list)
            return list.SelectMany(item => TensorsOf(layer, item));
        if (value is not Dictionary<string, object?> entries)
            return [];
        if (entries.GetValueOrDefault("class_name") is "__keras_tensor__")
            return [new ConfigReader(entries.GetValueOrDefault("config"), "a tensor").List("keras_history")];
        string[] names = layer is Functional model && model.InputNames.ToHashSet().SetEquals(entries.Keys)
            ? [.. model.InputNames]
            : [.. entries.Keys.Order(StringComparer.Ordinal)];
        return names.SelectMany(name => TensorsOf(layer, entries[name]));
    }
}
