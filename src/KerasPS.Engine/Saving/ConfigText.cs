using System.Text.Json;

namespace KerasPS.Saving;

/// <summary>Values of <c>config.json</c> for errors.</summary>
internal static class ConfigText
{
    private const int Longest = 100;

    /// <summary>A value as JSON, shortened where it is long.</summary>
    public static string Of(object? value)
    {
        string json = JsonSerializer.Serialize(value);
        return json.Length <= Longest ? json : json[..Longest] + "...";
    }
}
