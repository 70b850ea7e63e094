using System.Text.Json;

namespace KerasPS.Saving;

/// <summary>
/// Metadata of a checkpoint, stored within its file, so that they cannot get separated: when in the training it was saved, and with which monitored
/// value.
/// </summary>
/// <param name="Saved">The time of saving, UTC.</param>
/// <param name="Epoch">The epoch, from 1.</param>
/// <param name="Batch">The number of batches of that epoch that were trained; null after an epoch.</param>
/// <param name="Monitor">The name of the monitored value; null for none.</param>
/// <param name="Value">The monitored value; null where it was missing or NaN.</param>
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

    /// <summary>The record of a file; null if it has none, or cannot be read.</summary>
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
