using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace KerasPS.Configuration;

/// <summary>Turns the values of configurations (from PowerShell, C# or JSON) into those of .NET parameters, and back.</summary>
public static class ConfigValue
{
    /// <summary>Converts a value to the type of an argument.</summary>
    /// <param name="value">A number, string, list, dictionary, JSON element, or an object of the type itself.</param>
    /// <param name="type">The target type.</param>
    /// <param name="where">What the value is for, for the error.</param>
    /// <exception cref="KerasException">The value does not fit.</exception>
    public static object? Convert(object? value, Type type, string where)
    {
        if (value is JsonElement json)
            value = FromJson(json);
        Type target = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
            return type.IsValueType && target == type ? NoChoice(target) ?? throw CannotConvert(value, target, where) : null;
        if (target.IsInstanceOfType(value))
            return value;
        if (typeof(KerasObject).IsAssignableFrom(target))
            return KerasRegistry.Resolve(target, value);
        if (typeof(IValueOrObject).IsAssignableFrom(target))
            return ConvertAlternative(value, target, where);
        try
        {
            if (target.IsArray && value is IEnumerable items and not string)
                return ConvertArray(items, target.GetElementType()!, where);
            if (target.IsArray)
                return ConvertArray(new[] { value }, target.GetElementType()!, where);
            if (target.IsEnum)
                return ConvertEnum(value.ToString()!, target, where);
            if ((target == typeof(int) || target == typeof(long)) && IsFraction(value))
                throw CannotConvert(value, target, where);
            return System.Convert.ChangeType(value, target, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is InvalidCastException or FormatException or OverflowException)
        {
            throw CannotConvert(value, target, where, exception);
        }
    }

    /// <summary>A value as a configuration holds it: numbers, strings, lists, and dictionaries for nested objects.</summary>
    /// <param name="value">The value of an argument.</param>
    public static object? Describe(object? value) => value switch
    {
        KerasObject nested => Describe(nested),
        IValueOrObject alternative => Describe(alternative.Given),
        Enum choice => KerasNaming.ToSnakeCase(choice.ToString()),
        Array list => list.Cast<object?>().Select(Describe).ToArray(),
        _ => value,
    };

    /// <summary>An object as <c>class_name</c> and <c>config</c>.</summary>
    /// <param name="value">The object.</param>
    public static IReadOnlyDictionary<string, object?> Describe(KerasObject value) =>
        new Dictionary<string, object?> { ["class_name"] = value.ClassName, ["config"] = value.GetConfig() };

    // System.Convert would round it
    private static bool IsFraction(object value) =>
        value is double or float or decimal && System.Convert.ToDouble(value, CultureInfo.InvariantCulture) % 1 != 0;

    private static KerasException CannotConvert(object? value, Type target, string where, Exception? cause = null) => new(
        "InvalidValue", string.Create(CultureInfo.InvariantCulture, $"{where}: {(value is null ? "null" : $"'{value}'")} cannot be converted to {target.Name}."), value, cause);

    private static object? ConvertAlternative(object value, Type target, string where)
    {
        bool isObject = value is KerasObject or IDictionary;
        MethodInfo conversion = target.GetMethods().Single(m =>
            m.Name == "op_Implicit" && m.ReturnType == target && typeof(KerasObject).IsAssignableFrom(m.GetParameters()[0].ParameterType) == isObject);
        return conversion.Invoke(null, BindingFlags.DoNotWrapExceptions, null, [Convert(value, conversion.GetParameters()[0].ParameterType, where)], null);
    }

    private static Array ConvertArray(IEnumerable items, Type element, string where)
    {
        object?[] converted = items.Cast<object?>().Select(item => Convert(item, element, where)).ToArray();
        Array result = Array.CreateInstance(element, converted.Length);
        for (int i = 0; i < converted.Length; i++)
            result.SetValue(converted[i], i);
        return result;
    }

    /// <summary>Keras writes null for a choice that is called None here.</summary>
    private static object? NoChoice(Type type) => type.IsEnum && Enum.TryParse(type, "None", out object? none) ? none : null;

    private static object ConvertEnum(string name, Type type, string where)
    {
        foreach (string choice in Enum.GetNames(type))
        {
            IEnumerable<string> further = type.GetField(choice)!.GetCustomAttribute<KerasNameAttribute>()?.Names ?? [];
            if (further.Append(choice).Any(known => KerasNaming.Fold(known) == KerasNaming.Fold(name)))
                return Enum.Parse(type, choice);
        }

        IEnumerable<string> all = Enum.GetNames(type).Select(KerasNaming.ToSnakeCase);
        throw new KerasException("UnknownName", $"{where}: there is no '{name}'. {NearestName.Hint(name, all)}", name);
    }

    private static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => null,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? (object)whole : json.GetDouble(),
        JsonValueKind.Array => json.EnumerateArray().Select(item => FromJson(item)).ToArray(),
        _ => json.EnumerateObject().ToDictionary(p => p.Name, p => FromJson(p.Value)),
    };
}
