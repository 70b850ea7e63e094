using System.ComponentModel;
using System.Reflection;

namespace KerasPS.Configuration;

/// <summary>One argument of a Keras class: a constructor parameter, or a property marked <see cref="KerasArgumentAttribute"/>.</summary>
public sealed class ObjectArgument
{
    internal ObjectArgument(PropertyInfo property, ParameterInfo? parameter)
    {
        Property = property;
        Parameter = parameter;
        Name = property.GetCustomAttribute<KerasNameAttribute>()?.Names[0] ?? KerasNaming.ToSnakeCase(parameter?.Name ?? property.Name);
        Type = parameter?.ParameterType ?? property.PropertyType;
    }

    /// <summary>Keras's name, e.g. <c>kernel_initializer</c>.</summary>
    public string Name { get; }

    /// <summary>The .NET type.</summary>
    public Type Type { get; }

    /// <summary>The property that holds the value.</summary>
    public PropertyInfo Property { get; }

    /// <summary>The constructor's parameter, or null for a marked property.</summary>
    public ParameterInfo? Parameter { get; }

    /// <summary>Whether the argument has no default.</summary>
    public bool IsRequired => Parameter is { HasDefaultValue: false };

    /// <summary>The property of the argument before a marked property; null for none in particular.</summary>
    internal string? Predecessor => Property.GetCustomAttribute<KerasArgumentAttribute>()?.After;

    /// <summary>Whether Keras takes the argument when a layer is called.</summary>
    internal bool IsOfCall => Property.IsDefined(typeof(KerasCallArgumentAttribute));

    /// <summary>The default, as declared. Reflection returns the default of a nullable enum as its number.</summary>
    public object? Default => Parameter is null
        ? Property.GetCustomAttribute<DefaultValueAttribute>()?.Value ?? (Type == typeof(bool) ? false : null)
        : Nullable.GetUnderlyingType(Type) is { IsEnum: true } choice && Parameter.DefaultValue is { } number
            ? Enum.ToObject(choice, number)
            : Parameter.DefaultValue;
}
