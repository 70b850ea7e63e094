using KerasPS.Files;
using KerasPS.Layers;
using KerasPS.Saving.PyTorchLayout;

namespace KerasPS.Saving;

/// <summary>
/// The weights of a model in a file: <c>.safetensors</c>, one array a variable, by its path such as <c>dense_1/kernel</c>, in Keras's layout, or with PyTorch's names
/// and layouts; or Keras's own <c>.weights.h5</c>, with the optimizer's state where the model is compiled. Weights can also be taken from a model's file, <c>.keras</c>.
/// </summary>
public static class WeightsFile
{
    private const string Ending = ".safetensors";

    // PyTorch's own files are programs that make the weights when they are run.
    private static readonly string[] Programs = [".pt", ".pth", ".ckpt", ".pkl"];

    /// <summary>Saves all variables, trained ones and statistics, one after the other. The file is written atomically: after a failure it is as it was before.</summary>
    /// <param name="model">A model that is built, or whose input shape is known.</param>
    /// <param name="path">The file, which ends in <c>.safetensors</c> or <c>.weights.h5</c>; one that exists is replaced.</param>
    /// <param name="layout">The names and the order of axes in a <c>.safetensors</c> file.</param>
    /// <exception cref="KerasException">
    /// <c>NotBuilt</c>, <c>InvalidValue</c> for another ending, <c>PathNotWritable</c>; <c>NotSupported</c>: PyTorch would have values between layers in another order.
    /// </exception>
    public static void Save(Model model, string path, WeightLayout layout = WeightLayout.Keras) => Save(model, path, layout, null);

    /// <summary>Loads all variables into a model. Either all of them change or, after an error, none.</summary>
    /// <param name="model">
    /// A model of the same layers, that is built or whose input shape is known. In <c>.safetensors</c> the layers are found by their names, in
    /// Keras's files by their classes and order.
    /// </param>
    /// <param name="path">The file, which ends in <c>.safetensors</c>, <c>.weights.h5</c> or <c>.keras</c>.</param>
    /// <param name="options">The layout of the file, and what is done where it does not fit; by default Keras's layout, and all must fit.</param>
    /// <exception cref="KerasException"><c>NotBuilt</c>, <c>FileNotFound</c>, <c>InvalidFile</c>; <c>WeightsMismatch</c> names everything that is missing, too much or of another shape.</exception>
    public static void Load(Model model, string path, WeightsOptions? options = null)
    {
        options ??= new WeightsOptions();
        bool isKeras = IsKeras(path, options.Layout, ModelFile.Ending);
        if (options is { ByOrder: true, Layout: not WeightLayout.PyTorch })
            throw new KerasException("InvalidValue", "Weights are matched by order in PyTorch's layout alone (-Layout PyTorch).");
        model.EnsureBuilt();
        if (isKeras)
        {
            KerasWeightsFile.Load(model, path, options.SkipMismatch, options.Skipped);
            return;
        }

        SavedFile.Read(path, stream =>
        {
            IReadOnlyList<SafeTensor> tensors = SafeTensorsReader.Open(stream);
            if (options.Layout == WeightLayout.PyTorch)
                PyTorchFile.Assign(model, tensors, options);
            else if (options.SkipMismatch)
                AssignMatching(model, tensors.ToDictionary(tensor => tensor.Name), options);
            else
                Assign(model, tensors.ToDictionary(tensor => tensor.Name));
            return model;
        });
    }

    /// <summary>Saves all variables with metadata.</summary>
    internal static void Save(Model model, string path, IReadOnlyDictionary<string, string> metadata) => Save(model, path, WeightLayout.Keras, metadata);

    private static void Save(Model model, string path, WeightLayout layout, IReadOnlyDictionary<string, string>? metadata)
    {
        bool isKeras = IsKeras(path, layout);
        model.EnsureBuilt();
        if (isKeras)
        {
            KerasWeightsFile.Save(model, path, metadata);
            return;
        }

        SafeTensor[] tensors = layout == WeightLayout.PyTorch ? PyTorchFile.Read(model) : Read(model);
        AtomicFile.Write(path, stream => SafeTensorsWriter.Write(stream, tensors, metadata));
    }

    /// <summary>The metadata that a file has about its variables.</summary>
    internal static IReadOnlyDictionary<string, string> ReadMetadata(string path) => IsKeras(path, WeightLayout.Keras)
        ? KerasWeightsFile.ReadMetadata(path)
        : SavedFile.Read(path, stream => SafeTensorsReader.ReadMetadata(stream));

    internal static SafeTensor[] Read(Model model) =>
        model.PathsWithin().Select(part => new SafeTensor(part.Path, part.Variable.Shape, () => TensorValues.ReaderOf(part.Variable.Value))).ToArray();

    internal static void Assign(Model model, IReadOnlyDictionary<string, SafeTensor> tensors)
    {
        (string Path, Variable Variable)[] parts = model.PathsWithin().ToArray();
        TensorMatch.Require(parts.Select(part => (part.Path, part.Variable.Shape)).ToArray(), tensors, $"the model '{model.Name}'");
        foreach ((string path, Variable variable) in parts)
            TensorValues.Read(tensors[path], variable.Value);
    }

    /// <summary>Layer by layer, as Keras: one that lacks a variable, or finds it in another shape, keeps all of its own.</summary>
    private static void AssignMatching(Model model, IReadOnlyDictionary<string, SafeTensor> tensors, WeightsOptions options)
    {
        List<(string Path, Variable Variable)> fitting = [];
        foreach (IGrouping<string, (string Path, Variable Variable)> layer in model.PathsWithin().GroupBy(part => part.Path[..Math.Max(part.Path.LastIndexOf('/'), 0)]))
        {
            string[] differences = TensorMatch.Differences(layer.Select(part => (part.Path, part.Variable.Shape)).ToArray(), tensors).ToArray();
            if (differences.Length == 0)
                fitting.AddRange(layer);
            else
                options.Skipped?.Invoke($"The layer '{layer.Key}' keeps its weights: {string.Join("; ", differences)}.");
        }

        foreach ((string path, Variable variable) in fitting)
            TensorValues.Read(tensors[path], variable.Value);
    }

    /// <summary>Whether a file is one of Keras's.</summary>
    /// <param name="path">The file.</param>
    /// <param name="layout">The layout that is asked for.</param>
    /// <param name="more">Endings of Keras's files that are allowed beside that of weights.</param>
    private static bool IsKeras(string path, WeightLayout layout, params string[] more)
    {
        if (Programs.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            throw new KerasException(
                "NotSupported",
                $"'{path}' would be a file of PyTorch's own, which is a program (pickle) that could do anything when it is read. Save the weights in Python with "
                + "safetensors.torch.save_file(model.state_dict(), 'weights.safetensors') and import that file.",
                path) { Kind = KerasErrorKind.InvalidArgument };
        }

        string? keras = more.Prepend(KerasWeightsFile.Ending).FirstOrDefault(ending => path.EndsWith(ending, StringComparison.OrdinalIgnoreCase));
        if (keras is not null && layout != WeightLayout.Keras)
            throw new KerasException("InvalidValue", $"A file of Keras's ({keras}) has Keras's layout; PyTorch's goes into {Ending}.", layout);
        if (keras is not null || path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            return keras is not null;
        string endings = string.Join(", ", more.Prepend(KerasWeightsFile.Ending).Prepend(Ending));
        throw new KerasException("InvalidValue", $"A file of weights ends in one of {endings}, but '{path}' does not.", path);
    }
}
