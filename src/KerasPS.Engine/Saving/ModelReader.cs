using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>Makes models, without variables, from Keras's descriptions.</summary>
internal sealed class ModelReader(ObjectReader objects)
{
    /// <summary>Makes the model of an entry.</summary>
    public Model Create(ConfigReader entry) => entry.ClassName is nameof(Sequential) or nameof(Functional)
        ? (Model)objects.CreateLayer(entry)
        : throw ConfigReader.NotSupported($"it describes {ConfigText.Of(entry.ClassName)}; Sequential and Functional models can be read");

    /// <summary>The names by which a model's outputs are known in its compilation: in a dictionary of outputs they need not be those of layers.</summary>
    public static IReadOnlyList<string> NamesOfOutputs(ConfigReader entry, Model model) =>
        entry.Object("config").Entries.GetValueOrDefault("output_layers") is Dictionary<string, object?> outputs
            ? [.. outputs.Keys.Order(StringComparer.Ordinal)]
            : model.OutputNames;

    public Sequential CreateSequential(ConfigReader entry)
    {
        ConfigReader config = entry.Object("config");
        List<Layer> layers = [];
        foreach (object? item in config.List("layers"))
        {
            layers.Add(objects.CreateLayer(new ConfigReader(item, "a layer")));
            objects.CountCall(layers[^1]);
        }

        object? shape = config.Entries.GetValueOrDefault("build_input_shape")
            ?? (entry.Has("build_config") ? entry.Object("build_config").Entries.GetValueOrDefault("input_shape") : null);
        Sequential model = new(layers, shape is null ? null : ConfigReader.SampleShape(shape, "build_input_shape"), config.Text("name"));
        return Freeze(model, config);
    }

    public Functional CreateFunctional(ConfigReader entry)
    {
        ConfigReader config = entry.Object("config");
        GraphReader graph = new();
        foreach (object? item in config.List("layers"))
        {
            ConfigReader described = new(item, "a layer");
            Layer layer = objects.CreateLayer(described.ClassName == nameof(InputLayer) ? described : CallConfig.PutOptionsInto(described));
            object?[] calls = described.List("inbound_nodes");
            for (int i = 0; i < calls.Length; i++)
                objects.CountCall(layer);
            graph.Add(layer, calls);
        }

        graph.Connect();
        Functional model = new(graph.Tensors(config, "input_layers"), graph.Tensors(config, "output_layers"), config.Text("name"));
        return Freeze(model, config);
    }

    private static T Freeze<T>(T model, ConfigReader config)
        where T : Model
    {
        if (config.Entries.GetValueOrDefault("trainable") is false)
            model.Trainable = false;
        return model;
    }
}
