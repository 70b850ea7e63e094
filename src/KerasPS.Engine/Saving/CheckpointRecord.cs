using System.Text.Json;

namespace KerasPS.Saving;

/// <summary>
/// What a checkpoint's file says of itself, within the file, so that it is always true of it: when in the training it was written, and with which value
/// of what was monitored.
/// </summary>
/// <param name="Saved">When.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batch">The number of batches of that epoch that were trained; null after an epoch.</param>
/// <param name="Monitor">What was monitored; null for nothing.</param>
/// <param name="Value">Its value; null where it had none, or was not a number.</param>
internal sealed record CheckpointRecord(DateTime Saved, int Epoch, int? Batch, string? Monitor, double? Value)
{
    private const string Member = "checkpoint.json";
    private const string Entry = "checkpoint";

    /// <summary>Saves a model, or only its weights, with the record.</summary>
    public void Save(Model model, string path, bool weightsOnly)
    {
        if (weightsOnly)
            WeightsFile.Save(model, path, new Dictionary<string, string> { [Entry] = JsonSerializer.Serialize(this) });
        else
            ModelFile.Save(model, path, archive => archive.AddJson(Member, this));
    }

    /// <summary>The record of a file; null where it has none, or is none that can be read.</summary>
    public static CheckpointRecord? TryRead(string path)
    {
        try
        {
            return path.EndsWith(ModelFile.Ending, StringComparison.OrdinalIgnoreCase) ? FromModel(path) : FromWeights(path);
        }
        catch (Exception exception) when (exception is KerasException or JsonException)
        {
            return null;
        }
    }

    private static CheckpointRecord? FromModel(string path) => SavedFile.Read(path, stream =>
    {
        ModelArchive archive = ModelArchive.Open(stream);
        return archive.Has(Member) ? archive.ReadJson<CheckpointRecord>(Member) : null;
    });

    private static CheckpointRecord? FromWeights(string path) =>
        WeightsFile.ReadMetadata(path).TryGetValue(Entry, out string? text) ? JsonSerializer.Deserialize<CheckpointRecord>(text) : null;
}
