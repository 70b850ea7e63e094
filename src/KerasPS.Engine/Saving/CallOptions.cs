using KerasPS.Configuration;
using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>The arguments that Keras gives to a layer's call, which its JSON keeps with each call and not in the layer's configuration.</summary>
internal static class CallOptions
{
    /// <summary>Takes them out of a layer's configuration.</summary>
    /// <returns>Those with other values than their defaults.</returns>
    public static Dictionary<string, object?> TakeFrom(Dictionary<string, object?> config, Layer layer)
    {
        Dictionary<string, object?> options = [];
        foreach (ObjectArgument argument in ObjectSignature.Of(layer.GetType()).Arguments.Where(argument => argument.IsOfCall))
        {
            if (config.Remove(argument.Name, out object? value) && !Equals(value, argument.Default))
                options[argument.Name] = value;
        }

        return options;
    }

    /// <summary>The entry of a layer with those of its calls in its configuration.</summary>
    /// <exception cref="KerasException">Its calls differ in them.</exception>
    public static ConfigReader PutInto(ConfigReader entry)
    {
        Dictionary<string, object?>[] calls = entry.List("inbound_nodes").Select(Of).ToArray();
        if (calls.All(call => call.Count == 0))
            return entry;
        if (calls.Any(call => call.Count != calls[0].Count || call.Except(calls[0]).Any()))
            throw ConfigReader.Invalid($"the calls of the layer '{entry.Text("name")}' differ in their arguments, which here are the same for all calls of a layer");
        Dictionary<string, object?> config = new([.. entry.Object("config").Entries, .. calls[0]]);
        return new ConfigReader(new Dictionary<string, object?>(entry.Entries) { ["config"] = config }, "a layer");
    }

    /// <summary>The arguments of a call that are neither tensors nor null.</summary>
    private static Dictionary<string, object?> Of(object? call) => new ConfigReader(call, "a call") is var reader && reader.Has("kwargs")
        ? reader.Object("kwargs").Entries.Where(pair => pair.Value is not (null or Array or Dictionary<string, object?>)).ToDictionary()
        : [];
}
