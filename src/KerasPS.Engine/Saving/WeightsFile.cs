using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>
/// The weights of a model in a file: <c>.safetensors</c>, one array a variable, by its path such as <c>dense_1/kernel</c>, in Keras's layout; or
/// Keras's own <c>.weights.h5</c>, with the optimizer's state where the model is compiled.
/// </summary>
public static class WeightsFile
{
    private const string Ending = ".safetensors";

    /// <summary>Saves all variables, trained ones and statistics. The file is whole or, after a failure, as it was before.</summary>
    /// <param name="model">A model that has its variables, or whose input shape is known.</param>
    /// <param name="path">The file, which ends in <c>.safetensors</c> or <c>.weights.h5</c>; one that exists is replaced.</param>
    /// <exception cref="KerasException"><c>NotBuilt</c>, <c>InvalidValue</c> for another ending, <c>PathNotWritable</c>.</exception>
    public static void Save(Model model, string path) => Save(model, path, null);

    /// <summary>Loads all variables into a model. Either all of them change or, after an error, none.</summary>
    /// <param name="model">
    /// A model of the same layers, that has its variables or whose input shape is known. In <c>.safetensors</c> the layers are found by their names, in
    /// <c>.weights.h5</c> by their classes and order.
    /// </param>
    /// <param name="path">The file, which ends in <c>.safetensors</c> or <c>.weights.h5</c>.</param>
    /// <param name="skipMismatch">Whether layers of <c>.weights.h5</c> that do not fit keep their weights, as in Keras; otherwise they are an error.</param>
    /// <param name="skipped">Is told what was not loaded, and why.</param>
    /// <exception cref="KerasException"><c>NotBuilt</c>, <c>FileNotFound</c>, <c>InvalidFile</c>; <c>WeightsMismatch</c> names everything that is missing, too much or of another shape.</exception>
    public static void Load(Model model, string path, bool skipMismatch = false, Action<string>? skipped = null)
    {
        bool isKeras = IsKeras(path);
        model.EnsureBuilt();
        if (isKeras)
        {
            KerasWeightsFile.Load(model, path, skipMismatch, skipped);
            return;
        }

        SavedFile.Read(path, stream =>
        {
            Assign(model, SafeTensorsReader.Read(stream, stream.Length));
            return model;
        });
    }

    /// <summary>Saves all variables with texts about them.</summary>
    internal static void Save(Model model, string path, IReadOnlyDictionary<string, string>? metadata)
    {
        bool isKeras = IsKeras(path);
        model.EnsureBuilt();
        if (isKeras)
        {
            KerasWeightsFile.Save(model, path, metadata);
            return;
        }

        SafeTensor[] tensors = Read(model);
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, tensors, metadata));
    }

    /// <summary>The texts that a file has about its variables.</summary>
    internal static IReadOnlyDictionary<string, string> ReadMetadata(string path) => IsKeras(path)
        ? KerasWeightsFile.ReadMetadata(path)
        : SavedFile.Read(path, stream => SafeTensorsReader.ReadMetadata(stream, stream.Length));

    internal static SafeTensor[] Read(Model model) =>
        model.PathsWithin().Select(part => new SafeTensor(part.Path, part.Variable.Shape, part.Variable.ToArray())).ToArray();

    internal static void Assign(Model model, IReadOnlyDictionary<string, SafeTensor> tensors)
    {
        (string Path, Variable Variable)[] parts = model.PathsWithin().ToArray();
        TensorMatch.Require(parts.Select(part => (part.Path, part.Variable.Shape)).ToArray(), tensors, $"the model '{model.Name}'");
        foreach ((string path, Variable variable) in parts)
            variable.Assign(tensors[path].Values);
    }

    private static bool IsKeras(string path)
    {
        if (path.EndsWith(KerasWeightsFile.Ending, StringComparison.OrdinalIgnoreCase))
            return true;
        return path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase)
            ? false
            : throw new KerasException("InvalidValue", KerasErrorKind.InvalidArgument, $"A file of weights ends in {Ending} or {KerasWeightsFile.Ending}, but '{path}' does not.", path);
    }
}
