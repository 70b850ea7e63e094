using KerasPS.Configuration;

namespace KerasPS.Cmdlets;

/// <summary>Lets a parameter take a plain value, an object of a family, or a hashtable that stands for one, e.g. a learning rate or a schedule.</summary>
/// <param name="type">The parameter's type.</param>
public sealed class KerasAlternativeTransformationAttribute(Type type) : KerasTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object? value) => value is null ? null : ConfigValue.Convert(value, type, KerasNaming.ToSnakeCase(type.Name));
}
