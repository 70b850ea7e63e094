namespace KerasPS.Configuration;

/// <summary>Marks classes that are not made from a name and arguments, such as models, which are graphs of layers: no name finds them.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NotByNameAttribute : Attribute;
