using KerasPS.Configuration;

namespace KerasPS.Cmdlets;

/// <summary>Lets a parameter take Keras's name of a choice, e.g. <c>fan_avg</c>, in any case.</summary>
/// <param name="choices">The enumeration.</param>
public sealed class KerasChoiceTransformationAttribute(Type choices) : KerasTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object? value) => value is string name ? ConfigValue.Convert(name, choices, choices.Name) : value;
}
