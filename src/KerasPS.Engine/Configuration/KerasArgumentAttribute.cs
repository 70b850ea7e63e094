namespace KerasPS.Configuration;

/// <summary>Marks a settable property that is part of the configuration although it is no constructor parameter, e.g. a layer's name.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class KerasArgumentAttribute : Attribute;
