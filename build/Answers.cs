using System.Text.Json;

namespace KerasPS.Build;

/// <summary>
/// What the outside world answered in an earlier run, so that it is not asked again. Kept in one JSON file that anybody may
/// read or delete.
/// </summary>
internal sealed class Answers
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly string path;
    private readonly SortedDictionary<string, bool> known;

    public Answers(string path)
    {
        this.path = path;
        known = new SortedDictionary<string, bool>(Read(path), StringComparer.Ordinal);
    }

    /// <summary>The remembered answer, or null when the question was never answered.</summary>
    public bool? this[string question] => known.TryGetValue(question, out bool answer) ? answer : null;

    public void Remember(string question, bool answer)
    {
        known[question] = answer;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, JsonSerializer.Serialize(known, Indented));
    }

    private static Dictionary<string, bool> Read(string path)
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<Dictionary<string, bool>>(File.ReadAllText(path)) ?? [] : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
