using KerasPS.Configuration;
using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>A layer, which may be a model, as Keras's JSON has it.</summary>
internal static class LayerConfig
{
    /// <summary>The entry of a layer that has its variables.</summary>
    public static Dictionary<string, object?> Describe(Layer layer) => layer switch
    {
        Sequential model => Entry("keras", nameof(Sequential), null, SequentialConfig(model), layer),
        Functional model => Entry("keras.src.models.functional", nameof(Functional), nameof(Functional), FunctionalConfig.Describe(model), layer),
        InputLayer => (Dictionary<string, object?>)ObjectConfig.Describe(layer)!,
        _ => WithBuild((Dictionary<string, object?>)ObjectConfig.Describe(layer)!, layer),
    };

    /// <summary>Makes the layer of an entry, without variables.</summary>
    public static Layer Create(ConfigReader entry)
    {
        string className = entry.Text("class_name");
        if (className is nameof(Sequential) or nameof(Functional))
            return CreateModel(entry);
        ConfigReader config = entry.Object("config");
        return className == nameof(InputLayer)
            ? new InputLayer(ConfigReader.SampleShape(config.Required("batch_shape"), "batch_shape")) { Name = config.Text("name") }
            : KerasRegistry.Resolve<Layer>(entry.Entries);
    }

    /// <summary>Makes the model of an entry, without variables.</summary>
    public static Model CreateModel(ConfigReader entry)
    {
        ConfigReader config = entry.Object("config");
        return entry.Text("class_name") switch
        {
            nameof(Functional) => FunctionalConfig.Create(config),
            nameof(Sequential) => CreateSequential(config),
            string other => throw ConfigReader.Invalid($"it describes a '{other}'; Sequential and Functional models can be read"),
        };
    }

    private static Sequential CreateSequential(ConfigReader config)
    {
        Layer[] layers = config.List("layers").Select(item => Create(new ConfigReader(item, "a layer"))).ToArray();
        long[] inputShape = ConfigReader.SampleShape(config.Required("build_input_shape"), "build_input_shape");
        return new Sequential(layers, inputShape, config.Text("name"));
    }

    private static Dictionary<string, object?> SequentialConfig(Sequential model) => new()
    {
        ["name"] = model.Name,
        ["layers"] = model.Layers.Select(Describe).ToArray(),
        ["build_input_shape"] = ObjectConfig.BatchShape(model.InputShape!),
    };

    private static Dictionary<string, object?> Entry(string module, string className, string? registered, Dictionary<string, object?> config, Layer layer) => WithBuild(
        new Dictionary<string, object?>
        {
            ["module"] = module,
            ["class_name"] = className,
            ["config"] = config,
            ["registered_name"] = registered,
        },
        layer);

    private static Dictionary<string, object?> WithBuild(Dictionary<string, object?> entry, Layer layer)
    {
        object[] shapes = layer.InputShapes.Select(shape => (object)ObjectConfig.BatchShape(shape)).ToArray();
        entry["build_config"] = new Dictionary<string, object?> { ["input_shape"] = shapes is [var one] ? one : shapes };
        return entry;
    }
}
