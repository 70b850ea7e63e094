using KerasPS.Activations;
using KerasPS.Layers;
using KerasPS.Metrics;
using KerasPS.Optimizers;
using KerasPS.Schedules;

namespace KerasPS.Saving;

/// <summary>
/// Arguments in Keras's files that the classes here do not have. A file may have those that change nothing; other values would make another
/// model, so that they are refused.
/// </summary>
internal static class UnsupportedKerasArguments
{
    private static readonly UnsupportedArgument[] Table =
    [
        new(typeof(Layer), "data_format", Allowed: ["channels_last"]),
        new(typeof(Layer), "synchronized", Allowed: [false]),
        new(typeof(Layer), "sparse", Allowed: [false]),
        new(typeof(Layer), "ragged", Allowed: [false]),
        new(typeof(Layer), "optional", Allowed: [false]),
        new(typeof(Layer), "rms_scaling", Allowed: [false]),
        new(typeof(Layer), "fill_mode", Allowed: ["constant"]),
        new(typeof(Layer), "activity_regularizer", Allowed: []),
        new(typeof(Layer), "quantization_config", Allowed: []),
        new(typeof(Layer), "lora_rank", Allowed: []),
        new(typeof(Layer), "lora_alpha", Allowed: []),
        new(typeof(Layer), "trainable", Allowed: [true]),
        new(typeof(Layer), "autocast", Allowed: [true]),
        new(typeof(Layer), "gptq_unpacked_column_size", Allowed: []),
        new(typeof(Layer), "use_cudnn", Allowed: ["auto", true, false]),
        new(typeof(Layer), "flash_attention", Allowed: [true, false]),
        new(typeof(Metric), "dtype", Allowed: ["float32", "int32"]),
        new(typeof(ActivationFunction), "dtype", Allowed: null),
        new(typeof(ActivationFunction), "name", Allowed: null),
        new(typeof(ActivationFunction), "trainable", Allowed: null),
        new(typeof(Optimizer), "name", Allowed: null),
        new(typeof(LearningRateSchedule), "name", Allowed: null),
    ];

    /// <summary>Whether an argument is one that may be left out.</summary>
    /// <param name="type">The class, which has no such argument.</param>
    /// <param name="argument">Keras's name.</param>
    /// <param name="value">Its value.</param>
    /// <param name="owner">What has it, for the error.</param>
    /// <exception cref="KerasException"><c>NotSupported</c>: its value changes what the object does.</exception>
    public static bool CanIgnore(Type type, string argument, object? value, string owner)
    {
        UnsupportedArgument? found = Array.Find(Table, entry => entry.Argument == argument && type.IsAssignableTo(entry.Family));
        if (found is null)
            return false;
        if (value is null || found.Allowed is null || found.Allowed.Contains(value))
            return true;
        string allowed = found.Allowed.Length == 0 ? "null" : string.Join(", ", found.Allowed.Select(ConfigText.Of));
        throw ConfigReader.NotSupported($"{owner} has {argument} {ConfigText.Of(value)}; what can be read is {allowed}");
    }

    /// <param name="Family">The class, or a base of the classes, whose files have it.</param>
    /// <param name="Argument">Keras's name.</param>
    /// <param name="Allowed">The values, besides null, that change nothing; null for any value.</param>
    private sealed record UnsupportedArgument(Type Family, string Argument, object[]? Allowed);
}
