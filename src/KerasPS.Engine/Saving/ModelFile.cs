using System.Globalization;
using System.Reflection;
using KerasPS.Files;
using KerasPS.Hdf5;
using KerasPS.Layers;
using KerasPS.Optimizers;
using static TorchSharp.torch;

namespace KerasPS.Saving;

/// <summary>
/// Models in <c>.keras</c> files, as Keras 3 writes and reads them: architecture, weights, compilation and the optimizer's state, so that training resumes
/// as if it had not been interrupted.
/// </summary>
/// <remarks>
/// <para>The file is a zip archive of <c>metadata.json</c>, <c>config.json</c> and <c>model.weights.h5</c>. What Keras's files cannot store (class names,
/// the encoding of features, a factor of the learning rate) is in <c>kerasps.json</c>, which Keras ignores.</para>
/// <para>Nothing that a file names is run or looked up outside this library's own classes; see docs/security.md.</para>
/// </remarks>
public static class ModelFile
{
    internal const string Ending = ".keras";
    internal const string Metadata = "metadata.json";
    internal const string Config = "config.json";
    internal const string Weights = "model.weights.h5";
    internal const string DateFormat = "yyyy-MM-dd@HH:mm:ss";
    private const string Extras = "kerasps.json";

    /// <summary>Whether a file's name is that of a model.</summary>
    internal static bool Has(string path) => path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase);

    /// <summary>Saves a model. The file is written atomically: after a failure it is as it was before.</summary>
    /// <param name="model">A model that is built, or whose input shape is known.</param>
    /// <param name="path">The file, which ends in <c>.keras</c>; one that exists is replaced.</param>
    /// <exception cref="KerasException"><c>NotBuilt</c>, <c>InvalidValue</c> for another ending, <c>PathNotWritable</c>.</exception>
    public static void Save(Model model, string path) => Save(model, path, null);

    /// <summary>Loads a model: the same layers by the same names, with their variables, compiled if it was, on the CPU until it is used.</summary>
    /// <param name="path">The file, which ends in <c>.keras</c>, written here or by Keras 3.</param>
    /// <param name="compile">Whether to compile it, and to give its optimizer the state in the file; without, a file can be read whose compilation cannot.</param>
    /// <param name="skipped">Receives a state of the optimizer that does not fit it, and was left out.</param>
    /// <exception cref="KerasException">
    /// <c>FileNotFound</c>; <c>InvalidFile</c>: no such file, or a damaged one; <c>NotSupported</c>: something in it that is not here, such as a Lambda
    /// layer; <c>UnknownName</c> and others where a class or argument is unknown; <c>WeightsMismatch</c> with every array that is missing, unexpected or of another shape.
    /// </exception>
    public static Model Load(string path, bool compile = true, Action<string>? skipped = null)
    {
        RequireEnding(path);
        return SavedFile.Read(path, stream => Read(ModelArchive.Open(stream), compile, skipped));
    }

    /// <summary>Loads a model from a stream that can seek.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="path">What the file is called in errors.</param>
    internal static Model Load(Stream stream, string path) => SavedFile.Checked(path, () => Read(ModelArchive.Open(stream), compile: true, null));

    /// <summary>Saves a model with further members of the archive.</summary>
    internal static void Save(Model model, string path, Action<ModelArchiveWriter>? more)
    {
        RequireEnding(path);
        model.EnsureBuilt();
        AtomicFile.Write(path, stream => Write(model, stream, more));
    }

    /// <summary>Gives a model that has variables, and an optimizer with state, the values of an archive.</summary>
    internal static void ReadValues(Model model, ModelArchive archive)
    {
        Hdf5File file = Hdf5File.Open(archive.Checked(Weights));
        KerasWeights.RequireMatch(model, file);
        KerasWeights.Read(model, file);
        if (model.Compilation?.Optimizer is not { } optimizer)
            return;
        if (KerasWeights.ReadOptimizer(optimizer, file) is { } problem)
            throw new KerasException("WeightsMismatch", problem);
        archive.ReadJson<ModelExtras>(Extras).ApplyTo(optimizer.Innermost);
    }

    /// <summary>Writes a model's archive.</summary>
    internal static void Write(Model model, Stream stream, Action<ModelArchiveWriter>? more = null)
    {
        RequireOneOwner(model, []);
        using ModelArchiveWriter archive = new(stream);
        archive.AddJson(Metadata, new Dictionary<string, object>
        {
            ["keras_version"] = "3.16.0",
            ["kerasps_version"] = typeof(ModelFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            ["date_saved"] = DateTime.Now.ToString(DateFormat, CultureInfo.InvariantCulture),
        });
        archive.AddConfig(Config, ModelConfig.Describe(model));
        using (Stream member = archive.Add(Weights))
            Hdf5Writer.Write(member, KerasWeights.Describe(model));
        archive.AddJson(Extras, ModelExtras.Of(model));
        more?.Invoke(archive);
    }

    private static Model Read(ModelArchive archive, bool compile, Action<string>? skipped) =>
        archive.ReadWhileChecking(Weights, bytes => Read(archive, Hdf5File.Open(bytes), compile, skipped));

    private static Model Read(ModelArchive archive, Hdf5File weights, bool compile, Action<string>? skipped)
    {
        ModelExtras? extras = archive.Has(Extras) ? archive.ReadJson<ModelExtras>(Extras) : null;
        ConfigReader root = new(ConfigJson.Read(archive.ReadBytes(Config)), "the model");
        ObjectReader objects = new();
        ModelReader models = new(objects);
        Model model = models.Create(root);
        DtypePolicy policy = objects.ApplyPolicies(extras?.Policy);
        if (model.KnownInputShapes is not null)
            ReadVariables(model, weights, policy);
        else if (weights.Datasets().Any())
            throw ConfigReader.Invalid($"the shape of the samples of the model '{model.Name}' is missing, although there are weights");
        extras?.ApplyTo(model);
        if (!compile || !root.Has("compile_config") || root.Object("compile_config").Entries.Count == 0)
            return model;
        Compile(model, () => new CompilationReader(objects, root.Object("compile_config")).Compile(model, ModelReader.NamesOfOutputs(root, model), policy.Name));
        Optimizer optimizer = model.Compilation!.Optimizer;
        extras?.ApplyTo(optimizer.Innermost);
        if (!KerasWeights.HasStateOf(optimizer, weights) && model.IsBuilt)
        {
            model.MoveTo(CPU);
            optimizer.Attach(model.Parameters!);
        }

        if (KerasWeights.ReadOptimizer(optimizer, weights) is { } problem)
            skipped?.Invoke(problem);
        return model;
    }

    /// <summary>Throws if a layer is part of two others: each would be created again when the file is loaded, but only one has its values in Keras's files.</summary>
    private static void RequireOneOwner(Layer owner, HashSet<Layer> known)
    {
        foreach (Layer part in owner.Sublayers)
        {
            if (!known.Add(part))
            {
                throw new KerasException(
                    "NotSupported",
                    $"The layer '{part.Name}' ({part.ClassName}) is part of '{owner.Name}' and of something else in the model, so the model cannot be saved. Call one layer several times instead.",
                    part);
            }

            RequireOneOwner(part, known);
        }
    }

    /// <summary>Makes the variables once the file is known to have their values.</summary>
    private static void ReadVariables(Model model, Hdf5File weights, DtypePolicy policy)
    {
        model.BuildWithoutValues();
        KerasWeights.RequireMatch(model, weights);
        foreach (Variable variable in model.Variables)
            variable.TakeMemory();
        model.UsePolicy(policy);
        KerasWeights.Read(model, weights);
    }

    /// <summary>Compiles, or says how to do without.</summary>
    private static void Compile(Model model, Action compile)
    {
        try
        {
            compile();
        }
        catch (KerasException exception)
        {
            throw exception.WithMessage(
                $"{exception.Message} The model '{model.Name}' can be imported without its optimizer, losses and metrics: with -NoCompile.", exception.Target);
        }
    }

    private static void RequireEnding(string path)
    {
        if (!Has(path))
            throw new KerasException("InvalidValue", $"A model's file ends in {Ending}, but '{path}' does not.", path);
    }
}
