using System.Collections;
using System.Globalization;
using System.Text;
using KerasPS.Files;
using KerasPS.Layers;
using KerasPS.Saving;

namespace KerasPS;

/// <summary>Writes the embeddings of a model, and the file by which TensorBoard's projector finds them.</summary>
internal sealed class EmbeddingProjector
{
    private readonly Model model;
    private readonly string folder;
    private readonly string run;
    private readonly (int Index, Embedding Layer, string? Metadata)[] embeddings;

    /// <param name="model">The model.</param>
    /// <param name="folder">Where the projector looks for its file.</param>
    /// <param name="run">The folder in it for the embeddings.</param>
    /// <param name="metadata">A file for all layers, or files by the names of layers.</param>
    /// <exception cref="KerasException"><c>UnknownName</c>: there is no embedding layer of such a name.</exception>
    public EmbeddingProjector(Model model, string folder, string run, object? metadata)
    {
        this.model = model;
        this.folder = folder;
        this.run = run;
        IDictionary? byName = metadata as IDictionary;
        embeddings = model.Layers.Where(layer => layer.Variables.Count > 0)
            .Select((layer, i) => (Index: i, Layer: layer as Embedding))
            .Where(item => item.Layer is not null)
            .Select(item => (item.Index, item.Layer!, (byName is null ? metadata : byName[item.Layer!.Name!])?.ToString()))
            .ToArray();
        string[] names = embeddings.Select(item => item.Layer.Name!).ToArray();
        string[] unknown = byName?.Keys.Cast<object>().Select(name => name.ToString()!).Except(names).ToArray() ?? [];
        if (unknown.Length == 0)
            return;
        throw new KerasException(
            "UnknownName",
            $"TensorBoard: embeddings_metadata names {string.Join(", ", unknown.Select(name => $"'{name}'"))}, but the model '{model.Name}' has {(names.Length == 0 ? "no embedding layers" : $"the embedding layers {string.Join(", ", names)}")}.",
            unknown[0]);
    }

    /// <summary>Writes the projector's file. Keras's names of the arrays are those of the layer among the layers with weights.</summary>
    public void WriteConfig()
    {
        StringBuilder text = new();
        foreach ((int index, Embedding layer, string? metadata) in embeddings)
        {
            text.Append("embeddings {\n");
            text.Append(CultureInfo.InvariantCulture, $"  tensor_name: \"layer_with_weights-{index}/embeddings/.ATTRIBUTES/VARIABLE_VALUE\"\n");
            if (metadata is not null)
                text.Append(CultureInfo.InvariantCulture, $"  metadata_path: \"{Escaped(metadata)}\"\n");
            text.Append(CultureInfo.InvariantCulture, $"  tensor_path: \"{Escaped($"{run}/{TableOf(layer)}")}\"\n}}\n");
        }

        Write(Path.Combine(folder, "projector_config.pbtxt"), text);
    }

    /// <summary>Writes all weights, as Keras does, and the embeddings as the tables that the projector reads.</summary>
    public void WriteEmbeddings(int epoch)
    {
        string prefix = Path.Combine(folder, run, string.Create(CultureInfo.InvariantCulture, $"keras_embedding.ckpt-{epoch}"));
        WeightsFile.Save(model, prefix + ".weights.safetensors");
        foreach ((_, Embedding layer, _) in embeddings)
        {
            StringBuilder table = new();
            foreach (float[] row in layer.Variables[0].ToArray().Chunk(layer.OutputDim))
                table.AppendJoin('\t', row.Select(value => value.ToString("R", CultureInfo.InvariantCulture))).Append('\n');
            Write(Path.Combine(folder, run, TableOf(layer)), table);
        }
    }

    private static string TableOf(Embedding layer) => $"{string.Concat(layer.Name!.Split(Path.GetInvalidFileNameChars()))}.tsv";

    private static string Escaped(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);

    private static void Write(string path, StringBuilder text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));
}
