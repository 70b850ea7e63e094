using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Text.Json;
using KerasPS.Layers;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Saving;

/// <summary>
/// Models in <c>.keras</c> files: architecture, weights, compilation and the optimizer's state, so that training goes on as if
/// it had not been interrupted.
/// </summary>
/// <remarks>
/// <para>The file is a zip archive. <c>metadata.json</c> and <c>config.json</c> follow Keras's schema; the weights are in <c>model.weights.safetensors</c>, by the
/// paths of the variables, the optimizer's state in <c>optimizer.safetensors</c>, and what Keras has no place for (class names, the encoding of features,
/// the optimizer's steps) in <c>kerasps.json</c>.</para>
/// <para>This version does not write Keras's own <c>model.weights.h5</c> (HDF5) yet, nor read it: its files are for itself, not for Keras.</para>
/// <para>Nothing that a file names is run or looked up outside this library's own classes.</para>
/// </remarks>
public static class ModelFile
{
    internal const string Ending = ".keras";
    private const string Metadata = "metadata.json";
    internal const string Config = "config.json";
    private const string Weights = "model.weights.safetensors";
    private const string KerasWeights = "model.weights.h5";
    private const string OptimizerState = "optimizer.safetensors";
    private const string Extras = "kerasps.json";

    /// <summary>Saves a model. The file is whole or, after a failure, as it was before.</summary>
    /// <param name="model">A model that has its variables, or whose input shape is known.</param>
    /// <param name="path">The file, which ends in <c>.keras</c>; one that exists is replaced.</param>
    /// <exception cref="KerasException"><c>NotBuilt</c>, <c>InvalidValue</c> for another ending, <c>PathNotWritable</c>.</exception>
    public static void Save(Model model, string path) => Save(model, path, null);

    /// <summary>Loads a model: the same layers by the same names, with their variables, compiled if it was, on the CPU until it is used.</summary>
    /// <param name="path">The file, which ends in <c>.keras</c>.</param>
    /// <exception cref="KerasException">
    /// <c>FileNotFound</c>; <c>InvalidFile</c>: no such file, or a damaged one; <c>UnknownName</c> and others where a class or argument is unknown;
    /// <c>WeightsMismatch</c> with every array that is missing, too much or of another shape.
    /// </exception>
    public static Model Load(string path)
    {
        RequireEnding(path);
        return SavedFile.Read(path, stream =>
        {
            using ZipArchive archive = new(stream, ZipArchiveMode.Read);
            return Read(new ModelArchive(archive, stream.Length));
        });
    }

    /// <summary>Saves a model with further members of the archive.</summary>
    internal static void Save(Model model, string path, Action<ModelArchive>? more)
    {
        RequireEnding(path);
        model.EnsureBuilt();
        AtomicFile.Write(path, stream => Write(model, stream, more));
    }

    /// <summary>Gives a model that has variables, and an optimizer with state, the values of an archive.</summary>
    internal static void ReadValues(Model model, ModelArchive archive)
    {
        WeightsFile.Assign(model, archive.ReadTensors(Weights));
        if (archive.ReadJson<ModelExtras>(Extras).Optimizer is not { } progress || model.Compilation is not { } compilation)
            return;
        if (progress.HasState)
            Restore(model, archive.ReadTensors(OptimizerState));
        compilation.Optimizer.Rule.GoOn(progress.Iterations, progress.LearningRateFactor);
    }

    /// <summary>Writes a model's archive.</summary>
    internal static void Write(Model model, Stream stream, Action<ModelArchive>? more = null)
    {
        using ZipArchive zip = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        ModelArchive archive = new(zip, 0);
        archive.AddJson(Metadata, new Dictionary<string, object>
        {
            ["keras_version"] = "3.16.0",
            ["kerasps_version"] = typeof(ModelFile).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0],
            ["date_saved"] = DateTime.UtcNow.ToString("yyyy-MM-dd@HH:mm:ss", CultureInfo.InvariantCulture),
        });
        archive.AddJson(Config, ModelConfig.Describe(model));
        archive.AddTensors(Weights, WeightsFile.Read(model));
        ModelExtras extras = ModelExtras.Of(model);
        archive.AddJson(Extras, extras);
        if (extras.Optimizer is { HasState: true })
            archive.AddTensors(OptimizerState, ReadState(model));
        more?.Invoke(archive);
    }

    private static Model Read(ModelArchive archive)
    {
        if (!archive.Has(Weights) && archive.Has(KerasWeights))
            throw new KerasException("NotSupported", KerasErrorKind.InvalidData, $"Its weights are in Keras's HDF5 form ({KerasWeights}), which this version cannot read yet.");
        ModelExtras extras = archive.ReadJson<ModelExtras>(Extras);
        Model model = ModelConfig.Create(archive.ReadJson<JsonElement>(Config), extras.Policy);
        WeightsFile.Assign(model, archive.ReadTensors(Weights));
        extras.ApplyTo(model);
        if (extras.Optimizer is not { } progress || model.Compilation is not { } compilation)
            return model;
        if (progress.HasState)
        {
            model.Place(CPU);
            compilation.Optimizer.Attach(model.Parameters!);
            Restore(model, archive.ReadTensors(OptimizerState));
        }

        compilation.Optimizer.Rule.GoOn(progress.Iterations, progress.LearningRateFactor);
        compilation.Optimizer.Rule.ExcludeFromWeightDecay([.. progress.ExcludedFromWeightDecay]);
        return model;
    }

    private static SafeTensor[] ReadState(Model model)
    {
        using DisposeScope scope = NewDisposeScope();
        return StateOf(model)
            .Select(slot => new SafeTensor(slot.Path, slot.Values.shape, slot.Values.to_type(ScalarType.Float32).cpu().contiguous().data<float>().ToArray()))
            .ToArray();
    }

    private static void Restore(Model model, IReadOnlyDictionary<string, SafeTensor> tensors)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        (string Path, Tensor Values)[] state = StateOf(model).ToArray();
        TensorMatch.Require(state.Select(slot => (slot.Path, (IReadOnlyList<long>)slot.Values.shape)).ToArray(), tensors, $"the optimizer {model.Compilation!.Optimizer.ClassName}");
        foreach ((string slot, Tensor values) in state)
            values.copy_(tensor(tensors[slot].Values, values.shape));
    }

    /// <summary>The optimizer's state by the names that its variables have within the model, whatever other model that is part of.</summary>
    private static IEnumerable<(string Path, Tensor Values)> StateOf(Model model)
    {
        Dictionary<Variable, string> paths = model.PathsWithin().ToDictionary(part => part.Variable, part => part.Path);
        return model.Compilation!.Optimizer.State()
            .Select(slot => (slot.Variable is null ? slot.Name : $"{paths[slot.Variable]}/{slot.Name}", slot.Values));
    }

    private static void RequireEnding(string path)
    {
        if (!path.EndsWith(Ending, StringComparison.OrdinalIgnoreCase))
            throw new KerasException("InvalidValue", KerasErrorKind.InvalidArgument, $"A model's file ends in {Ending}, but '{path}' does not.", path);
    }
}
