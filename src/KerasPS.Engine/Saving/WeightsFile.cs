using KerasPS.Layers;

namespace KerasPS.Saving;

/// <summary>
/// The weights of a model in a file: <c>.safetensors</c>, one array a variable, by its path such as <c>dense_1/kernel</c>, in Keras's layout.
/// Keras's own <c>.weights.h5</c> is not available yet in this version.
/// </summary>
public static class WeightsFile
{
    private const string Ending = ".safetensors";

    /// <summary>Saves all variables, trained ones and statistics. The file is whole or, after a failure, as it was before.</summary>
    /// <param name="model">A model that has its variables, or whose input shape is known.</param>
    /// <param name="path">The file, which ends in <c>.safetensors</c>; one that exists is replaced.</param>
    /// <exception cref="KerasException"><c>NotBuilt</c>, <c>InvalidValue</c> for another ending, <c>PathNotWritable</c>.</exception>
    public static void Save(Model model, string path) => Save(model, path, null);

    /// <summary>Loads all variables into a model. Either all of them change or, after a failure, none.</summary>
    /// <param name="model">A model of the same layers, with the same names, that has its variables or whose input shape is known.</param>
    /// <param name="path">The file, which ends in <c>.safetensors</c>.</param>
    /// <exception cref="KerasException"><c>NotBuilt</c>, <c>FileNotFound</c>, <c>InvalidFile</c>; <c>WeightsMismatch</c> names everything that is missing, too much or of another shape.</exception>
    public static void Load(Model model, string path)
    {
        RequireEnding(path);
        model.EnsureBuilt();
        SavedFile.Read(path, stream =>
        {
            Assign(model, SafeTensorsReader.Read(stream, stream.Length));
            return model;
        });
    }

    /// <summary>Saves all variables with texts about them.</summary>
    internal static void Save(Model model, string path, IReadOnlyDictionary<string, string>? metadata)
    {
        RequireEnding(path);
        model.EnsureBuilt();
        SafeTensor[] tensors = Read(model);
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, tensors, metadata));
    }

    /// <summary>The texts that a file has about its variables.</summary>
    internal static IReadOnlyDictionary<string, string> ReadMetadata(string path) =>
        SavedFile.Read(path, stream => SafeTensorsReader.ReadMetadata(stream, stream.Length));

    internal static SafeTensor[] Read(Model model) =>
        model.PathsWithin().Select(part => new SafeTensor(part.Path, part.Variable.Shape, part.Variable.ToArray())).ToArray();

    internal static void Assign(Model model, IReadOnlyDictionary<string, SafeTensor> tensors)
    {
        (string Path, Variable Variable)[] parts = model.PathsWithin().ToArray();
        TensorMatch.Require(parts.Select(part => (part.Path, part.Variable.Shape)).ToArray(), tensors, $"the model '{model.Name}'");
        foreach ((string path, Variable variable) in parts)
            variable.Assign(tensors[path].Values);
    }

    private static void RequireEnding(string path)
    {
        if (path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            return;
        string isLater = path.EndsWith(".h5", StringComparison.OrdinalIgnoreCase) ? " HDF5 files (.weights.h5) are not available yet in this version." : "";
        throw new KerasException("InvalidValue", KerasErrorKind.InvalidArgument, $"A file of weights ends in {Ending}, but '{path}' does not.{isLater}", path);
    }
}
