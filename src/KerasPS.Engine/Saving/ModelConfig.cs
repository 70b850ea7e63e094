using System.Text.Json;
using KerasPS.Configuration;
using KerasPS.Metrics;
using KerasPS.Optimizers;

namespace KerasPS.Saving;

/// <summary>A model's architecture and compilation as Keras's <c>config.json</c>, and back.</summary>
internal static class ModelConfig
{
    /// <summary>The JSON of a model that has its variables.</summary>
    public static IReadOnlyDictionary<string, object?> Describe(Model model)
    {
        Dictionary<string, object?> entry = LayerConfig.Describe(model);
        entry["compile_config"] = model.Compilation is { } compilation ? Describe(compilation) : null;
        return entry;
    }

    /// <summary>Makes the model anew: same layers and names, with variables, and compiled if it was.</summary>
    /// <param name="json">The content of <c>config.json</c>.</param>
    /// <param name="policy">The dtype policy; null for <c>float32</c>.</param>
    /// <exception cref="KerasException">The JSON describes no model of known layers.</exception>
    public static Model Create(JsonElement json, string? policy = null)
    {
        ConfigReader root = new(ConfigValue.Convert(json, typeof(object), "config.json"), "the model");
        root.RequireBuiltIn();
        Model model = LayerConfig.CreateModel(root);
        model.EnsureBuilt(seed: 0);
        if (root.Has("compile_config"))
            Compile(model, root.Object("compile_config"), policy);
        return model;
    }

    private static Dictionary<string, object?> Describe(ModelCompilation compilation)
    {
        IReadOnlyList<OutputCompilation> outputs = compilation.Outputs;
        return new()
        {
            ["optimizer"] = ObjectConfig.Describe(compilation.Optimizer),
            ["loss"] = outputs is [var one] ? ObjectConfig.Describe(one.Loss) : outputs.Select(output => ObjectConfig.Describe(output.Loss)).ToArray(),
            ["loss_weights"] = outputs.All(output => output.LossWeight is null) ? null : outputs.Select(output => (object)(output.LossWeight ?? 1)).ToArray(),
            ["metrics"] = PerOutput(output => output.Metrics),
            ["weighted_metrics"] = PerOutput(output => output.WeightedMetrics),
            ["run_eagerly"] = false,
            ["steps_per_execution"] = 1,
            ["jit_compile"] = false,
        };

        object?[] PerOutput(Func<OutputCompilation, IReadOnlyList<Metric>> metrics)
        {
            object?[][] all = outputs.Select(output => metrics(output).Select(ObjectConfig.Describe).ToArray()).ToArray();
            return all is [var ofOne] ? ofOne : all;
        }
    }

    private static void Compile(Model model, ConfigReader compilation, string? policy) => model.Compile(
        KerasRegistry.Resolve<Optimizer>(compilation.Required("optimizer")),
        compilation.Required("loss"),
        compilation.List("metrics")!,
        compilation.List("weighted_metrics")!,
        compilation.Has("loss_weights") ? compilation.List("loss_weights") : null,
        policy);
}
