namespace KerasPS.Configuration;

/// <summary>
/// The base of everything that has a Keras name and a configuration: layers, activations, initializers, regularizers, constraints,
/// losses, metrics, optimizers, schedules. The configuration is derived from the class's public constructor: each parameter has a
/// property of the same name, and its key is the parameter's name in snake case.
/// </summary>
public abstract class KerasObject
{
    /// <summary>Keras's class name, e.g. <c>BatchNormalization</c>.</summary>
    public string ClassName => GetType().Name;

    /// <summary>The arguments that make an equal object, by Keras's names; nested objects are <c>class_name</c> and <c>config</c>.</summary>
    public IReadOnlyDictionary<string, object?> GetConfig() => ObjectSignature.Of(GetType()).ReadConfig(this);

    /// <summary>What an argument is now: its property's value.</summary>
    internal virtual object? ValueOf(ObjectArgument argument) => argument.Property.GetValue(this);
}
