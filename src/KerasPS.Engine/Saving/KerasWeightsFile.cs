using KerasPS.Files;
using KerasPS.Hdf5;

namespace KerasPS.Saving;

/// <summary>Keras's files of weights, <c>.weights.h5</c>, and the weights in a <c>.keras</c> file: the variables, and the optimizer's state where the model is compiled.</summary>
internal static class KerasWeightsFile
{
    /// <summary>What such a file's name ends in.</summary>
    public const string Ending = ".weights.h5";

    /// <summary>Saves a built model, with metadata, which Keras ignores.</summary>
    public static void Save(Model model, string path, IReadOnlyDictionary<string, string>? metadata)
    {
        Hdf5Group root = KerasWeights.Describe(model);
        foreach ((string name, string text) in metadata ?? new Dictionary<string, string>())
            root.Attributes[name] = text;
        AtomicFile.Write(path, stream => Hdf5Writer.Write(stream, root));
    }

    /// <summary>The metadata that a file has about its variables.</summary>
    public static IReadOnlyDictionary<string, string> ReadMetadata(string path) => SavedFile.Read(path, stream => Hdf5File.Open(stream).Root.Attributes);

    /// <summary>
    /// Loads the variables into a model that has them, and the state of its optimizer where that has been trained, as Keras does. All is checked, and the
    /// file's checksum compared, before the first value changes, so that values can be read directly into the variables.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file.</param>
    /// <param name="skipMismatch">Whether layers that do not fit keep their weights; otherwise they are an error.</param>
    /// <param name="skipped">Receives what was not loaded, and why.</param>
    public static void Load(Model model, string path, bool skipMismatch, Action<string>? skipped) => SavedFile.Read(path, stream =>
    {
        skipped ??= _ => { };
        bool isModel = ModelFile.Has(path);
        Hdf5File file = isModel ? Hdf5File.Open(ModelArchive.Open(stream).Checked(ModelFile.Weights)) : Hdf5File.Open(stream);
        if (!skipMismatch)
            KerasWeights.RequireMatch(model, file);
        if (!isModel)
            file.Verify();
        if (skipMismatch)
            KerasWeights.ReadMatching(model, file, skipped);
        else
            KerasWeights.Read(model, file);
        if (model.Compilation is { } compilation && KerasWeights.ReadOptimizer(compilation.Optimizer, file) is { } problem)
            skipped(problem);
        return model;
    });
}
