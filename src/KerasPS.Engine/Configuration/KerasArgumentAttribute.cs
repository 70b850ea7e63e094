namespace KerasPS.Configuration;

/// <summary>Marks a settable property that is part of the configuration although it is no constructor parameter, e.g. a layer's name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KerasArgumentAttribute : Attribute
{
    /// <summary>
    /// The property of the argument that Keras has before this one. Without it the argument comes after all others; where the class has no such
    /// argument, after the constructor's parameters.
    /// </summary>
    public string? After { get; init; }
}
