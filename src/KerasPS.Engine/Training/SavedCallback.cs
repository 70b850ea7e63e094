using System.Text.Json;
using System.Text.Json.Serialization;

namespace KerasPS;

/// <summary>The saved state of a callback.</summary>
/// <param name="Type">Its class.</param>
/// <param name="State">What it gave, but for lists of single-precision numbers.</param>
internal sealed record SavedCallback(string Type, IReadOnlyDictionary<string, JsonElement> State)
{
    /// <summary>The lists of single-precision numbers, which may be as long as the model's weights; files keep them apart.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, float[]> Arrays { get; init; } = new Dictionary<string, float[]>();

    /// <summary>The current state of a callback.</summary>
    public static SavedCallback Of(Callback callback)
    {
        IReadOnlyDictionary<string, object?> state = callback.GetState();
        return new(
            callback.GetType().Name,
            state.Where(entry => entry.Value is not float[]).ToDictionary(entry => entry.Key, entry => CallbackState.ToJson(entry.Value)))
        {
            Arrays = state.Where(entry => entry.Value is float[]).ToDictionary(entry => entry.Key, entry => (float[])entry.Value!),
        };
    }

    /// <summary>Restores it.</summary>
    public void Restore(Callback callback) => callback.SetState(State
        .Select(entry => KeyValuePair.Create(entry.Key, CallbackState.FromJson(entry.Value)))
        .Concat(Arrays.Select(entry => KeyValuePair.Create(entry.Key, (object?)entry.Value)))
        .ToDictionary());
}
