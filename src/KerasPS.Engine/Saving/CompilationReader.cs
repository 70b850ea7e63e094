using KerasPS.Configuration;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;

namespace KerasPS.Saving;

/// <summary>Compiles a model as Keras's <c>compile_config</c> says: names, objects and functions, for one output or by lists or dictionaries for several.</summary>
internal sealed class CompilationReader(ObjectReader objects, ConfigReader config)
{
    /// <summary>How Keras runs, which does not change what it computes.</summary>
    private static readonly string[] OfRunning = ["run_eagerly", "steps_per_execution", "jit_compile", "auto_scale_loss"];

    private static readonly string[] Known = ["optimizer", "loss", "loss_weights", "metrics", "weighted_metrics"];

    /// <summary>Compiles a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="outputs">The names of the outputs in the configuration.</param>
    /// <param name="policy">The model's dtype policy.</param>
    public void Compile(Model model, IReadOnlyList<string> outputs, string policy)
    {
        if (config.Entries.FirstOrDefault(entry => entry.Value is not null && !Known.Concat(OfRunning).Contains(entry.Key)) is { Key: { } odd })
            throw ConfigReader.NotSupported($"compile_config has {odd}, which is not known");
        model.Compile(
            objects.Create<Optimizer>(config.Required("optimizer"), "the optimizer"),
            ByOutput<Loss>("loss", outputs) ?? throw ConfigReader.NotSupported("compile_config has no loss, without which a model is not compiled here"),
            Metrics("metrics", outputs),
            Metrics("weighted_metrics", outputs),
            Weights(outputs),
            policy);
    }

    private object? Weights(IReadOnlyList<string> outputs) => config.Entries.GetValueOrDefault("loss_weights") switch
    {
        Dictionary<string, object?> byName => InOrder(byName, outputs),
        var value => value,
    };

    private object[] Metrics(string name, IReadOnlyList<string> outputs) => ByOutput<Metric>(name, outputs) switch
    {
        null => [],
        object[] list => list,
        var one => [one],
    };

    /// <summary>An entry with its objects made and its dictionary, if it is one by outputs, as a list.</summary>
    private object? ByOutput<T>(string name, IReadOnlyList<string> outputs)
        where T : KerasObject => Make<T>(config.Entries.GetValueOrDefault(name), name, outputs);

    private object? Make<T>(object? value, string owner, IReadOnlyList<string> outputs)
        where T : KerasObject => ObjectReader.NameOrValue(value) switch
        {
            object?[] list => Array.ConvertAll(list, item => Make<T>(item, owner, [])),
            Dictionary<string, object?> byName when !byName.ContainsKey("class_name") && outputs.Count > 0 => Make<T>(InOrder(byName, outputs), owner, []),
            Dictionary<string, object?> description => objects.Create<T>(description, owner),
            var name => name,
        };

    private static object?[] InOrder(Dictionary<string, object?> byName, IReadOnlyList<string> outputs)
    {
        string? odd = byName.Keys.FirstOrDefault(name => !outputs.Contains(name));
        return odd is null
            ? outputs.Select(name => byName.GetValueOrDefault(name)).ToArray()
            : throw ConfigReader.Invalid($"compile_config names the output '{odd}', but the model has {string.Join(", ", outputs.Select(name => $"'{name}'"))}");
    }
}
