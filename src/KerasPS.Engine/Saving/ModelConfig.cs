using KerasPS.Metrics;

namespace KerasPS.Saving;

/// <summary>A model's architecture and compilation as Keras's <c>config.json</c>.</summary>
internal static class ModelConfig
{
    /// <summary>The JSON of a built model.</summary>
    public static IReadOnlyDictionary<string, object?> Describe(Model model)
    {
        Dictionary<string, object?> entry = LayerConfig.Describe(model, model.Policy);
        if (model.Compilation is { } compilation)
            entry["compile_config"] = Describe(compilation);
        return entry;
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
            object?[][] all = outputs.Select(output => metrics(output).Select(metric => ObjectConfig.Describe(metric)).ToArray()).ToArray();
            return all is [var ofOne] ? ofOne : all;
        }
    }
}
