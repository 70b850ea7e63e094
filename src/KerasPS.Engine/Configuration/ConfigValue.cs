using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Text.Json;

namespace KerasPS.Configuration;

/// <summary>Turns the values of configurations (from PowerShell, C# or JSON) into those of .NET parameters, and back.</summary>
public static class ConfigValue
{
    /// <summary>Converts a value to the type of an argument.</summary>
    /// <param name="value">A number, text, list, dictionary, JSON element, or an object of the type itself.</param>
    /// <param name="type">The wanted type.</param>
    /// <param name="where">What the value is for, for the error.</param>
    /// <exception cref="KerasException">The value does not fit.</exception>
    public static object? Convert(object? value, Type type, string where)
    {
        if (value is JsonElement json)
            value = FromJson(json);
        Type wanted = Nullable.GetUnderlyingType(type) ?? type;
        if (value is null)
            return type.IsValueType && wanted == type ? NoChoice(wanted) ?? throw Misfit(value, wanted, where) : null;
        if (wanted.IsInstanceOfType(value))
            return value;
        if (typeof(KerasObject).IsAssignableFrom(wanted))
            return KerasRegistry.Resolve(wanted, value);
        if (typeof(IValueOrObject).IsAssignableFrom(wanted))
            return ConvertAlternative(value, wanted, where);
        try
        {
            if (wanted.IsArray && value is IEnumerable items and not string)
                return ConvertArray(items, wanted.GetElementType()!, where);
            if (wanted.IsArray)
                return ConvertArray(new[] { value }, wanted.GetElementType()!, where);
            if (wanted.IsEnum)
                return ConvertEnum(value.ToString()!, wanted, where);
            if ((wanted == typeof(int) || wanted == typeof(long)) && IsFraction(value))
                throw Misfit(value, wanted, where);
            return System.Convert.ChangeType(value, wanted, CultureInfo.InvariantCulture);
        }
        catch (Exception exception) when (exception is InvalidCastException or FormatException or OverflowException)
        {
            throw Misfit(value, wanted, where, exception);
        }
    }

    /// <summary>A value as a configuration holds it: numbers, texts, lists, and dictionaries for nested objects.</summary>
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

    private static KerasException Misfit(object? value, Type wanted, string where, Exception? cause = null) => new(
        "InvalidValue", string.Create(CultureInfo.InvariantCulture, $"{where}: {(value is null ? "nothing" : $"'{value}'")} is no {wanted.Name}."), value, cause);

    private static object? ConvertAlternative(object value, Type wanted, string where)
    {
        bool isObject = value is KerasObject or IDictionary;
        MethodInfo conversion = wanted.GetMethods().Single(m =>
            m.Name == "op_Implicit" && m.ReturnType == wanted && typeof(KerasObject).IsAssignableFrom(m.GetParameters()[0].ParameterType) == isObject);
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
