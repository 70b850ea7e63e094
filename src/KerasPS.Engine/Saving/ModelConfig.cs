using System.Text.Json;
using KerasPS.Configuration;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Optimizers;

namespace KerasPS.Saving;

/// <summary>A model's architecture and compilation as Keras's <c>config.json</c>, and back.</summary>
internal static class ModelConfig
{
    /// <summary>The JSON of a model that has its variables.</summary>
    public static object Describe(Model model) => new Dictionary<string, object?>
    {
        ["module"] = "keras",
        ["class_name"] = model.ModelType,
        ["config"] = new Dictionary<string, object?>
        {
            ["name"] = model.Name,
            ["layers"] = model.Layers.Select(Describe).ToArray(),
            ["build_input_shape"] = ObjectConfig.BatchShape(model.InputShape!),
        },
        ["registered_name"] = null,
        ["build_config"] = new Dictionary<string, object?> { ["input_shape"] = ObjectConfig.BatchShape(model.InputShape!) },
        ["compile_config"] = model.Compilation is { } compilation ? Describe(compilation) : null,
    };

    /// <summary>Makes the model anew: same layers and names, with variables, and compiled if it was.</summary>
    /// <exception cref="KerasException">The JSON describes no Sequential model of known layers.</exception>
    public static Model Create(JsonElement json)
    {
        Dictionary<string, object?> root = Dictionary(ConfigValue.Convert(json, typeof(object), "config.json"), "the model");
        RequireBuiltIn(root);
        if (root.GetValueOrDefault("class_name") as string is var className && className != nameof(Sequential))
            throw Invalid($"it describes a '{className}'; only Sequential models can be read in this version");
        Dictionary<string, object?> config = Dictionary(root.GetValueOrDefault("config"), "config");
        Layer[] layers = List(config, "layers").Select(item => CreateLayer(Dictionary(item, "a layer"))).ToArray();
        long[] inputShape = SampleShape(config.GetValueOrDefault("build_input_shape"), "build_input_shape");
        Sequential model = new(layers, inputShape, config.GetValueOrDefault("name") as string ?? throw Invalid("the model has no name"));
        model.Build(inputShape, seed: 0);
        if (root.GetValueOrDefault("compile_config") is { } compilation)
            Compile(model, Dictionary(compilation, "compile_config"));
        return model;
    }

    private static object? Describe(Layer layer)
    {
        object? description = ObjectConfig.Describe(layer);
        if (description is Dictionary<string, object?> entries && layer is not InputLayer)
            entries["build_config"] = new Dictionary<string, object?> { ["input_shape"] = ObjectConfig.BatchShape(layer.InputShape!) };
        return description;
    }

    private static Dictionary<string, object?> Describe(ModelCompilation compilation) => new()
    {
        ["optimizer"] = ObjectConfig.Describe(compilation.Optimizer),
        ["loss"] = ObjectConfig.Describe(compilation.Loss),
        ["loss_weights"] = null,
        ["metrics"] = compilation.Outputs[0].Metrics.Select(ObjectConfig.Describe).ToArray(),
        ["weighted_metrics"] = compilation.Outputs[0].WeightedMetrics.Select(ObjectConfig.Describe).ToArray(),
        ["run_eagerly"] = false,
        ["steps_per_execution"] = 1,
        ["jit_compile"] = false,
    };

    private static Layer CreateLayer(Dictionary<string, object?> entry)
    {
        Dictionary<string, object?> config = Dictionary(entry.GetValueOrDefault("config"), "a layer's config");
        if (entry.GetValueOrDefault("class_name") as string == nameof(InputLayer))
            return new InputLayer(SampleShape(config.GetValueOrDefault("batch_shape"), "batch_shape")) { Name = config.GetValueOrDefault("name") as string };
        return KerasRegistry.Resolve<Layer>(entry);
    }

    private static void Compile(Model model, Dictionary<string, object?> compilation) => model.Compile(
        KerasRegistry.Resolve<Optimizer>(Required(compilation, "optimizer")),
        KerasRegistry.Resolve<Loss>(Required(compilation, "loss")),
        List(compilation, "metrics")!,
        List(compilation, "weighted_metrics")!);

    /// <summary>Refuses classes that somebody registered: only this assembly's own are ever made from a file.</summary>
    private static void RequireBuiltIn(object? value)
    {
        if (value is Dictionary<string, object?> entries)
        {
            if (entries.GetValueOrDefault("registered_name") is { } registered && !registered.Equals(entries.GetValueOrDefault("class_name")))
                throw Invalid($"it needs the custom class '{registered}', which is not made from a file");
            foreach (object? entry in entries.Values)
                RequireBuiltIn(entry);
        }
        else if (value is Array list)
        {
            foreach (object? item in list)
                RequireBuiltIn(item);
        }
    }

    private static long[] SampleShape(object? value, string name) =>
        value is object?[] and [null, .. var axes] && axes.All(axis => axis is long and > 0)
            ? axes.Select(axis => (long)axis!).ToArray()
            : throw Invalid($"{name} is not null (any batch) and then sizes above 0");

    private static object Required(Dictionary<string, object?> entries, string name) =>
        entries.GetValueOrDefault(name) ?? throw Invalid($"{name} is missing");

    private static object?[] List(Dictionary<string, object?> entries, string name) => entries.GetValueOrDefault(name) switch
    {
        null => [],
        object?[] list => list,
        _ => throw Invalid($"{name} is no list"),
    };

    private static Dictionary<string, object?> Dictionary(object? value, string name) =>
        value as Dictionary<string, object?> ?? throw Invalid($"{name} is no object");

    private static KerasException Invalid(string problem) => new("InvalidFile", KerasErrorKind.InvalidData, $"config.json: {problem}.");
}
