namespace KerasPS.Saving;

/// <summary>Reads one object of <c>config.json</c>; whatever is not as it should be is an error that names it.</summary>
internal sealed class ConfigReader
{
    private readonly Dictionary<string, object?> entries;

    /// <param name="value">The object as it was read.</param>
    /// <param name="name">What it is, for errors.</param>
    public ConfigReader(object? value, string name)
    {
        entries = value as Dictionary<string, object?> ?? throw Invalid($"{name} is not an object");
        Name = name;
    }

    /// <summary>What it is, for errors.</summary>
    public string Name { get; }

    /// <summary>All entries.</summary>
    public IReadOnlyDictionary<string, object?> Entries => entries;

    /// <summary>The entry <c>class_name</c>; empty where there is none.</summary>
    public string ClassName => entries.GetValueOrDefault("class_name") as string ?? "";

    public static KerasException Invalid(string problem) => new("InvalidFile", $"config.json: {problem}.");

    /// <summary>What is no damage, but nothing that can be read here either.</summary>
    public static KerasException NotSupported(string problem) => new("NotSupported", $"config.json: {problem}.") { Kind = KerasErrorKind.InvalidData };

    /// <summary>A shape without its batch axis, which is null or a fixed number of samples; null for a size that may vary is -1.</summary>
    public static long[] SampleShape(object? value, string name) =>
        value is object?[] and [null or (long and > 0), .. var axes] && axes.All(axis => axis is null or (long and > 0))
            ? axes.Select(axis => (long?)axis ?? -1).ToArray()
            : throw Invalid($"{name} is not null (any batch) and then sizes above 0");

    /// <summary>Whether there is an entry that is not null.</summary>
    public bool Has(string name) => entries.GetValueOrDefault(name) is not null;

    public object Required(string name) => entries.GetValueOrDefault(name) ?? throw Invalid($"{Name} has no {name}");

    public string Text(string name) => Required(name) as string ?? throw Invalid($"{name} of {Name} is not a string");

    public ConfigReader Object(string name) => new(entries.GetValueOrDefault(name), $"{name} of {Name}");

    /// <summary>A list; empty where there is no entry.</summary>
    public object?[] List(string name) => entries.GetValueOrDefault(name) switch
    {
        null => [],
        object?[] list => list,
        _ => throw Invalid($"{name} of {Name} is not a list"),
    };
}
