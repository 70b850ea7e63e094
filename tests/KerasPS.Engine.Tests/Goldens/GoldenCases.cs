namespace KerasPS.Tests.Goldens;

/// <summary>Every case of keras.json by a name such as <c>layers/Dense(3,relu)</c>.</summary>
internal static class GoldenCases
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Cases = new(() => Read().ToDictionary());

    public static IReadOnlyDictionary<string, JsonElement> All => Cases.Value;

    /// <summary>The names of one section's cases that fulfil a condition.</summary>
    public static IEnumerable<string> Of(string section, Func<JsonElement, bool> condition) =>
        All.Where(pair => pair.Key.StartsWith(section + "/", StringComparison.Ordinal) && condition(pair.Value)).Select(pair => pair.Key);

    private static IEnumerable<KeyValuePair<string, JsonElement>> Read()
    {
        JsonElement root = Golden.Root;
        return Properties("optimizers", root.GetProperty("optimizers").GetProperty("runs"))
            .Concat(Properties("schedules", root.GetProperty("schedules").GetProperty("values")))
            .Concat(Items(root.GetProperty("losses").GetProperty("cases"), NameOfLoss))
            .Concat(Items(root.GetProperty("metrics"), NameOfMetric))
            .Concat(Items(root.GetProperty("layers"), NameOfLayer))
            .Concat(Properties("shuffle", root.GetProperty("shuffle")))
            .Concat(Items(root.GetProperty("training").GetProperty("runs"), run => $"training/{run.GetProperty("name").GetString()}"))
            .Concat(Properties("callbacks", root.GetProperty("callbacks")));
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Properties(string section, JsonElement element) =>
        element.EnumerateObject().Select(property => KeyValuePair.Create($"{section}/{property.Name}", property.Value));

    private static IEnumerable<KeyValuePair<string, JsonElement>> Items(JsonElement list, Func<JsonElement, string> name) =>
        list.EnumerateArray().Select(item => KeyValuePair.Create(name(item), item));

    private static string NameOfLoss(JsonElement item) =>
        $"losses/{item.GetProperty("loss").GetString()} {item.GetProperty("kwargs").GetRawText()}{Weighted(item)}";

    private static string NameOfMetric(JsonElement item) => $"metrics/{item.GetProperty("metric").GetString()}{Weighted(item)}";

    private static string NameOfLayer(JsonElement item) => item.TryGetProperty("layer", out JsonElement layer)
        ? $"layers/{layer.GetString()}"
        : $"activations/{item.GetProperty("activation").GetString()}";

    private static string Weighted(JsonElement item) =>
        item.TryGetProperty("sample_weight", out JsonElement weight) && weight.ValueKind == JsonValueKind.String ? " weighted" : "";
}
