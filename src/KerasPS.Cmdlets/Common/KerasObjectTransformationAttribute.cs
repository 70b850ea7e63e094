using System.Collections;
using KerasPS.Configuration;

namespace KerasPS.Cmdlets;

/// <summary>Lets a parameter take a name, a hashtable with <c>class_name</c>, or an object of a family.</summary>
/// <param name="family">The family's base class, e.g. <c>typeof(Optimizer)</c>.</param>
public sealed class KerasObjectTransformationAttribute(Type family) : KerasTransformationAttribute
{
    /// <inheritdoc/>
    protected override object? Convert(object? value) => value is null or IList ? value : KerasRegistry.Resolve(family, value);
}
