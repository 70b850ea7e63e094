using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Layers;
using KerasPS.Losses;
using KerasPS.Metrics;
using KerasPS.Optimizers;
using KerasPS.Regularizers;
using KerasPS.Schedules;

namespace KerasPS.Saving;

/// <summary>Objects as Keras's JSON has them: <c>module</c>, <c>class_name</c>, <c>config</c> and <c>registered_name</c>.</summary>
internal static class ObjectConfig
{
    /// <summary>The description of an argument's value: dictionaries for objects, lists, texts and numbers.</summary>
    public static object? Describe(object? value) => value switch
    {
        ActivationFunction function when IsDefault(function) => function.Name,
        InputLayer input => Describe(input, new Dictionary<string, object?>
        {
            ["batch_shape"] = BatchShape(input.Shape),
            ["dtype"] = "float32",
            ["name"] = input.Name,
        }),
        Model model => LayerConfig.Describe(model),
        AccuracyByShape accuracy => accuracy.Form is { } form ? Describe(form) : "accuracy",
        Crossentropy => "crossentropy",
        KerasObject item => Describe(item, Arguments(item)),
        Array list => list.Cast<object?>().Select(Describe).ToArray(),
        _ => ConfigValue.Describe(value),
    };

    /// <summary>A shape with Keras's null for the batch axis and for sizes that may vary.</summary>
    public static object?[] BatchShape(IEnumerable<long> shape) => [null, .. shape.Select(size => size < 0 ? null : (object)size)];

    /// <summary>Keras has names for functions, but no description of one with other options.</summary>
    private static bool IsDefault(ActivationFunction function) => ObjectSignature.Of(function.GetType()).Arguments.All(argument =>
        !argument.IsRequired && Equals(argument.Property.GetValue(function), argument.Parameter?.DefaultValue));

    private static Dictionary<string, object?> Describe(KerasObject item, Dictionary<string, object?> config) => new()
    {
        ["module"] = ModuleOf(item),
        ["class_name"] = item.ClassName,
        ["config"] = config,
        ["registered_name"] = null,
    };

    private static Dictionary<string, object?> Arguments(KerasObject item) =>
        ObjectSignature.Of(item.GetType()).Arguments.ToDictionary(argument => argument.Name, argument => Describe(item.ValueOf(argument)));

    private static string ModuleOf(KerasObject item) => item switch
    {
        Layer => "keras.layers",
        Initializer => "keras.initializers",
        Regularizer => "keras.regularizers",
        Constraint => "keras.constraints",
        Loss => "keras.losses",
        Metric => "keras.metrics",
        Optimizer => "keras.optimizers",
        LearningRateSchedule => "keras.optimizers.schedules",
        ActivationFunction => "keras.activations",
        _ => "keras",
    };
}
