using System.Globalization;
using System.Reflection;
using KerasPS.Configuration;

namespace KerasPS.Generator;

/// <summary>One parameter of a generated cmdlet.</summary>
/// <param name="argument">The argument of the engine's class.</param>
/// <param name="made">That class.</param>
internal sealed class CmdletParameter(ObjectArgument argument, Type made)
{
    private readonly NullabilityInfo nullability = argument.Parameter is { } parameter
        ? new NullabilityInfoContext().Create(parameter)
        : new NullabilityInfoContext().Create(argument.Property);

    public PropertyInfo Property => argument.Property;

    public Type Type => argument.Type;

    public string Help => Argument is null ? Documentation.OfEngine.Summary(Documentation.IdOf(Property)) : Documentation.OfEngine.Parameter(made, Argument);

    /// <summary>The parameter's name: Keras's, in Pascal case and in the singular.</summary>
    public string Name => Singular(KerasName);

    /// <summary>Keras's name in Pascal case; an alias where it is a plural.</summary>
    public string KerasName => char.ToUpperInvariant(Property.Name[0]) + Property.Name[1..];

    /// <summary>The constructor's argument, or null for a property that is set afterwards.</summary>
    public string? Argument => argument.Parameter?.Name;

    public bool IsMandatory => argument.IsRequired;

    public bool IsSwitch => Type == typeof(bool) && Default is false;

    public bool IsPath => Property.IsDefined(typeof(KerasPathAttribute));

    /// <summary>Whether it names a value that a training reports.</summary>
    public bool IsMonitor => Property.DeclaringType == typeof(MonitorCallback) && Property.Name == nameof(MonitorCallback.Monitor);

    public Type? Family => Type.IsSubclassOf(typeof(KerasObject)) ? Type : null;

    /// <summary>The type of a parameter that takes a plain value or an object, e.g. a number or a schedule.</summary>
    public Type? Alternative => (Nullable.GetUnderlyingType(Type) ?? Type) is var type && type.IsAssignableTo(typeof(IValueOrObject)) ? type : null;

    public Type? Choices => (Nullable.GetUnderlyingType(Type) ?? Type) is { IsEnum: true } choices ? choices : null;

    /// <summary>The type as C# writes it.</summary>
    public string TypeName => IsSwitch ? "SwitchParameter" : Write(Type) + (IsNullableReference || IsRequiredReference ? "?" : "");

    /// <summary>The property's initial value as C# writes it; empty for the type's own default.</summary>
    public string Initial => IsSwitch || Default is null ? "" : $" = {Literal(Default)};";

    /// <summary>The value as C# passes it to the constructor.</summary>
    public string Value => !IsPath ? IsRequiredReference ? Name + "!" : Name
        : IsNullableReference ? $"{Name} is null ? null : ResolvePath({Name})" : $"ResolvePath({Name})";

    private object? Default => argument.IsRequired ? null : argument.Default;

    private bool IsNullableReference => !Type.IsValueType && nullability.ReadState == NullabilityState.Nullable;

    private bool IsRequiredReference => !Type.IsValueType && !IsNullableReference && Default is null;

    private static string Write(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return Write(inner) + "?";
        if (type.IsArray)
            return Write(type.GetElementType()!) + "[]";
        return type switch
        {
            _ when type == typeof(int) => "int",
            _ when type == typeof(long) => "long",
            _ when type == typeof(double) => "double",
            _ when type == typeof(float) => "float",
            _ when type == typeof(bool) => "bool",
            _ when type == typeof(string) => "string",
            _ when type == typeof(object) => "object",
            _ => "global::" + type.FullName,
        };
    }

    private object Literal(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "d",
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f",
        Enum choice => $"{Write(choice.GetType())}.{choice}",
        _ when Choices is { } choices => $"{Write(choices)}.{Enum.ToObject(choices, value)}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new NotSupportedException($"{Property.DeclaringType!.Name}.{Property.Name} has a default of type {value.GetType().Name}."),
    };

    /// <summary>Names of flags stay as they are (FromLogits), as do words that only look like plurals (UseBias, Axis).</summary>
    private string Singular(string name)
    {
        if (name.EndsWith("Axes", StringComparison.Ordinal))
            return name[..^2] + "is";
        if (name.EndsWith("Indices", StringComparison.Ordinal))
            return name[..^4] + "ex";
        string[] notPlural = ["ss", "as", "is", "us"];
        if (name.EndsWith("ies", StringComparison.Ordinal))
            return name[..^3] + "y";
        bool isPlural = name.EndsWith('s') && Type != typeof(bool) && !notPlural.Any(end => name.EndsWith(end, StringComparison.Ordinal));
        int ending = name.EndsWith("sses", StringComparison.Ordinal) ? 2 : 1;
        return isPlural ? name[..^ending] : name;
    }
}
