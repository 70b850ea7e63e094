using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KerasPS;

/// <summary>Reads the values of a callback's state, which may have become other number types in a file, and writes them to one.</summary>
internal static class CallbackState
{
    private const string NoNumber = "number";

    /// <summary>A number; null where there is none.</summary>
    public static double? Number(this IReadOnlyDictionary<string, object?> state, string name) =>
        state.GetValueOrDefault(name) is { } value ? ToNumber(value) : null;

    /// <summary>An integer; 0 where there is none.</summary>
    public static int Count(this IReadOnlyDictionary<string, object?> state, string name) => (int)(state.Number(name) ?? 0);

    /// <summary>A list; empty where there is none.</summary>
    public static object?[] List(this IReadOnlyDictionary<string, object?> state, string name) => ToList(state.GetValueOrDefault(name));

    /// <summary>A list of numbers; null where there is none.</summary>
    public static float[]? Numbers(this IReadOnlyDictionary<string, object?> state, string name) => state.GetValueOrDefault(name) switch
    {
        null => null,
        float[] numbers => numbers,
        { } values => Array.ConvertAll(ToList(values), value => (float)ToNumber(value)),
    };

    /// <summary>The items of a value that is a list.</summary>
    public static object?[] ToList(object? value) => value is IEnumerable items and not string ? items.Cast<object?>().ToArray() : [];

    /// <summary>A value that is a number.</summary>
    public static double ToNumber(object? value) => Convert.ToDouble(value, CultureInfo.InvariantCulture);

    /// <summary>A value that is an integer.</summary>
    public static int ToCount(object? value) => (int)ToNumber(value);

    /// <summary>A state as JSON: null, booleans, numbers, strings, lists and dictionaries of them.</summary>
    public static JsonElement ToJson(object? value) => JsonSerializer.SerializeToElement(Node(value));

    /// <summary>The state from JSON; integers are returned as <c>long</c>, others as <c>double</c>.</summary>
    public static object? FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Number => json.TryGetInt64(out long whole) ? whole : json.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Array => json.EnumerateArray().Select(FromJson).ToArray(),
        JsonValueKind.Object when json.TryGetProperty(NoNumber, out JsonElement text) => double.Parse(text.GetString()!, CultureInfo.InvariantCulture),
        JsonValueKind.Object => json.EnumerateObject().ToDictionary(property => property.Name, property => FromJson(property.Value)),
        _ => null,
    };

    private static JsonNode? Node(object? value) => value switch
    {
        null => null,
        string text => text,
        double number when !double.IsFinite(number) => new JsonObject { [NoNumber] = number.ToString(CultureInfo.InvariantCulture) },
        IReadOnlyDictionary<string, object?> entries => new JsonObject(entries.Select(entry => KeyValuePair.Create(entry.Key, Node(entry.Value)))),
        IEnumerable list => new JsonArray(list.Cast<object?>().Select(Node).ToArray()),
        _ => JsonSerializer.SerializeToNode(value, value.GetType()),
    };
}
