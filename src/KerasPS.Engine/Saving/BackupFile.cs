using System.Text.Json;
using System.Text.Json.Nodes;

namespace KerasPS.Saving;

/// <summary>A <c>.keras</c> file that also holds the state of a training, in <c>training.json</c>.</summary>
internal static class BackupFile
{
    private const string Training = "training.json";
    private const string Arrays = "training.safetensors";

    /// <summary>Saves a model in training, atomically: after a failure the file is as it was before.</summary>
    public static void Save(Model model, TrainingState state, string path) =>
        ModelFile.Save(model, path, archive =>
        {
            archive.AddJson(Training, state);
            archive.AddTensors(Arrays, state.Callbacks.SelectMany((callback, i) => callback.Arrays.Select(array =>
                new SafeTensor($"{i}/{array.Key}", [array.Value.Length], array.Value))).ToArray());
        });

    /// <summary>Reads the state of a training; null where there is no file.</summary>
    /// <param name="model">The model that is going to be trained.</param>
    /// <param name="path">The file.</param>
    /// <exception cref="KerasException"><c>BackupDiffers</c>: the file is of another model. <c>InvalidFile</c>.</exception>
    public static TrainingState? ReadState(Model model, string path) => !File.Exists(path) ? null : Read(path, archive =>
    {
        if (!JsonNode.DeepEquals(Architecture(archive.ReadJson<JsonElement>(ModelFile.Config)), Architecture(ModelConfig.Describe(model))))
        {
            throw new KerasException(
                "BackupDiffers", "It is the backup of a model with other layers, optimizer or loss. Train that model, delete the file, or give another folder.", path);
        }

        TrainingState state = archive.ReadJson<TrainingState>(Training);
        IReadOnlyDictionary<string, SafeTensor> arrays = archive.ReadTensors(Arrays);
        return state with
        {
            Callbacks = state.Callbacks.Select((callback, i) => callback with
            {
                Arrays = arrays.Where(array => array.Key.StartsWith($"{i}/", StringComparison.Ordinal))
                    .ToDictionary(array => array.Key[(array.Key.IndexOf('/') + 1)..], array => array.Value.Values),
            }).ToArray(),
        };
    });

    /// <summary>Restores the variables and the optimizer's state of a model.</summary>
    public static void Restore(Model model, string path) => Read(path, archive =>
    {
        ModelFile.ReadValues(model, archive);
        return true;
    });

    private static T Read<T>(string path, Func<ModelArchive, T> read) => SavedFile.Read(path, stream => read(ModelArchive.Open(stream)));

    /// <summary>The configuration without what training changes: the learning rate, and the class that the metric accuracy resolves to by the shape of the labels.</summary>
    private static JsonNode Architecture(object config)
    {
        // As the file is written, because .NET 8 compares numbers by their digits.
        JsonNode node = JsonSerializer.SerializeToNode(config, ModelArchiveWriter.PythonJson)!;
        (node["compile_config"] as JsonObject)?.Remove("metrics");
        (node["compile_config"] as JsonObject)?.Remove("weighted_metrics");
        if (node["compile_config"]?["optimizer"]?["config"] is JsonObject optimizer)
        {
            optimizer.Remove("learning_rate");
            (optimizer["inner_optimizer"]?["config"] as JsonObject)?.Remove("learning_rate");
        }

        return node;
    }
}
