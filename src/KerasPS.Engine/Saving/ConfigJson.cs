using System.Text.Json;

namespace KerasPS.Saving;

/// <summary>Turns untrusted JSON into dictionaries, lists, strings and numbers, no more and no deeper than a model needs.</summary>
internal static class ConfigJson
{
    /// <summary>The longest JSON that is read: some thousands of layers.</summary>
    public const int MaxJsonLength = 16 << 20;

    /// <summary>Dictionaries and lists within each other: 20 models within models.</summary>
    public const int Deepest = 96;

    /// <summary>The longest string; names of files and people are shorter.</summary>
    public const int MaxTextLength = 1024;

    private const int MaxValues = 1_000_000;

    /// <summary>The value of a whole JSON text.</summary>
    /// <exception cref="KerasException">It is too large, too deep, or has a name twice.</exception>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public static object? Read(ReadOnlyMemory<byte> json)
    {
        if (json.Length > MaxJsonLength)
            throw ConfigReader.Invalid($"it has {json.Length} bytes, more than the {MaxJsonLength} that are read");
        using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = Deepest });
        int count = 0;
        return Value(document.RootElement, ref count);
    }

    private static object? Value(JsonElement json, ref int count)
    {
        if (++count > MaxValues)
            throw ConfigReader.Invalid($"it has more than {MaxValues} values");
        switch (json.ValueKind)
        {
            case JsonValueKind.Object:
                Dictionary<string, object?> entries = [];
                foreach (JsonProperty property in json.EnumerateObject())
                {
                    if (!entries.TryAdd(Short(property.Name), Value(property.Value, ref count)))
                        throw ConfigReader.Invalid($"an object has '{property.Name}' twice");
                }

                return entries;
            case JsonValueKind.Array:
                List<object?> items = [];
                foreach (JsonElement item in json.EnumerateArray())
                    items.Add(Value(item, ref count));
                return items.ToArray();
            case JsonValueKind.String:
                return Short(json.GetString()!);
            case JsonValueKind.Number:
                return json.TryGetInt64(out long whole) ? (object)whole : json.GetDouble();
            case JsonValueKind.True:
                return true;
            case JsonValueKind.False:
                return false;
            default:
                return null;
        }
    }

    private static string Short(string text) => text.Length <= MaxTextLength
        ? text
        : throw ConfigReader.Invalid($"it has a string of {text.Length} characters, more than the {MaxTextLength} that are read");
}
