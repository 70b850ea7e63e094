namespace KerasPS.Saving;

/// <summary>Reads one object of <c>config.json</c>; whatever is not as it should be is an error that names it.</summary>
internal sealed class ConfigReader
{
    private readonly Dictionary<string, object?> entries;

    /// <param name="value">The object as it was read.</param>
    /// <param name="name">What it is, for errors.</param>
    public ConfigReader(object? value, string name) =>
        entries = value as Dictionary<string, object?> ?? throw Invalid($"{name} is no object");

    /// <summary>All entries.</summary>
    public IReadOnlyDictionary<string, object?> Entries => entries;

    public static KerasException Invalid(string problem) => new("InvalidFile", KerasErrorKind.InvalidData, $"config.json: {problem}.");

    /// <summary>A shape with Keras's null for the batch axis, without that axis; null for a size that may vary is -1.</summary>
    public static long[] SampleShape(object? value, string name) =>
        value is object?[] and [null, .. var axes] && axes.All(axis => axis is null or (long and > 0))
            ? axes.Select(axis => (long?)axis ?? -1).ToArray()
            : throw Invalid($"{name} is not null (any batch) and then sizes above 0");

    /// <summary>Whether there is an entry that is not null.</summary>
    public bool Has(string name) => entries.GetValueOrDefault(name) is not null;

    public object Required(string name) => entries.GetValueOrDefault(name) ?? throw Invalid($"{name} is missing");

    public string Text(string name) => Required(name) as string ?? throw Invalid($"{name} is no text");

    public ConfigReader Object(string name) => new(entries.GetValueOrDefault(name), name);

    /// <summary>A list; empty where there is no entry.</summary>
    public object?[] List(string name) => entries.GetValueOrDefault(name) switch
    {
        null => [],
        object?[] list => list,
        _ => throw Invalid($"{name} is no list"),
    };

    /// <summary>Refuses classes that somebody registered: only this assembly's own are ever made from a file.</summary>
    public void RequireBuiltIn() => RequireBuiltIn(entries);

    private static void RequireBuiltIn(object? value)
    {
        if (value is Dictionary<string, object?> entries)
        {
            if (entries.GetValueOrDefault("registered_name") is { } registered && !registered.Equals(entries.GetValueOrDefault("class_name")))
                throw Invalid($"it needs the custom class '{registered}', which is not made from a file");
            foreach (object? entry in entries.Values)
                RequireBuiltIn(entry);
        }
        else if (value is Array list)
        {
            foreach (object? item in list)
                RequireBuiltIn(item);
        }
    }
}
