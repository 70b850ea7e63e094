using System.Globalization;
using KerasPS.Hdf5;

namespace KerasPS.Saving;

/// <summary>What a file of a model or of weights holds, read without making the model.</summary>
public sealed record ModelFileInfo
{
    private const string Hdf5Ending = ".h5";
    private const string SafeTensorsEnding = ".safetensors";

    /// <summary>The file.</summary>
    public required string Path { get; init; }

    /// <summary>The file's kind.</summary>
    public required ModelFileKind Kind { get; init; }

    /// <summary>The file's size in bytes.</summary>
    public required long Length { get; init; }

    /// <summary>The name of the model; empty for weights.</summary>
    public string Model { get; init; } = "";

    /// <summary>Keras's class name of the model, e.g. <c>Sequential</c>; empty for weights.</summary>
    public string ModelType { get; init; } = "";

    /// <summary>The layers, those of models within the model included.</summary>
    public IReadOnlyList<SavedLayer> Layer { get; init; } = [];

    /// <summary>The arrays of weights, and those of the optimizer's state.</summary>
    public required IReadOnlyList<SavedWeight> Weight { get; init; }

    /// <summary>The number of values in all weights, without the optimizer's.</summary>
    public long ParameterCount => Weight.Where(weight => !weight.IsOfOptimizer).Sum(weight => weight.Count);

    /// <summary>The optimizer's class name; empty where the model was not compiled.</summary>
    public string Optimizer { get; init; } = "";

    /// <summary>The number of batches trained; null where the file does not say.</summary>
    public long? Iterations { get; init; }

    /// <summary>The losses: a name or class, several for several outputs.</summary>
    public IReadOnlyList<string> Loss { get; init; } = [];

    /// <summary>The metrics: names or classes.</summary>
    public IReadOnlyList<string> Metric { get; init; } = [];

    /// <summary>The version of Keras that wrote the file, or whose form it has; empty where it does not say.</summary>
    public string KerasVersion { get; init; } = "";

    /// <summary>The version of this module that wrote the file; empty where Keras did.</summary>
    public string KerasPSVersion { get; init; } = "";

    /// <summary>When it was saved, in the time of the machine that wrote it; null where the file does not say.</summary>
    public DateTime? DateSaved { get; init; }

    /// <summary>The members of a <c>.keras</c> file.</summary>
    public IReadOnlyList<SavedMember> Member { get; init; } = [];

    /// <summary>Reads what a file holds.</summary>
    /// <param name="path">A file that ends in <c>.keras</c>, <c>.h5</c> or <c>.safetensors</c>.</param>
    /// <exception cref="KerasException"><c>FileNotFound</c>; <c>InvalidFile</c>, <c>NotSupported</c>; <c>InvalidValue</c> for another ending.</exception>
    public static ModelFileInfo Read(string path) => SavedFile.Read(path, stream =>
    {
        if (path.EndsWith(ModelFile.Ending, StringComparison.OrdinalIgnoreCase))
            return ReadModel(stream, path);
        if (path.EndsWith(Hdf5Ending, StringComparison.OrdinalIgnoreCase))
            return ReadHdf5(Hdf5File.Open(stream), new ModelFileInfo { Path = path, Kind = ModelFileKind.Hdf5Weights, Length = stream.Length, Weight = [] });
        if (path.EndsWith(SafeTensorsEnding, StringComparison.OrdinalIgnoreCase))
            return new ModelFileInfo { Path = path, Kind = ModelFileKind.SafeTensors, Length = stream.Length, Weight = WeightsOf(SafeTensorsReader.Open(stream)) };
        throw new KerasException("InvalidValue", $"'{path}' does not end in {ModelFile.Ending}, {Hdf5Ending} or {SafeTensorsEnding}.", path);
    });

    private static ModelFileInfo ReadModel(Stream stream, string path)
    {
        ModelArchive archive = ModelArchive.Open(stream);
        ConfigReader root = new(ConfigJson.Read(archive.ReadBytes(ModelFile.Config)), "the model");
        ConfigReader? metadata = archive.Has(ModelFile.Metadata) ? new(ConfigJson.Read(archive.ReadBytes(ModelFile.Metadata)), ModelFile.Metadata) : null;
        ConfigReader? compilation = root.Has("compile_config") ? root.Object("compile_config") : null;
        ModelFileInfo info = new()
        {
            Path = path,
            Kind = ModelFileKind.Model,
            Length = stream.Length,
            Model = TextOf(root.Object("config"), "name"),
            ModelType = root.ClassName,
            Layer = LayersOf(root, "").ToArray(),
            Weight = [],
            Optimizer = NamesIn(compilation, "optimizer").FirstOrDefault(""),
            Loss = NamesIn(compilation, "loss").ToArray(),
            Metric = [.. NamesIn(compilation, "metrics"), .. NamesIn(compilation, "weighted_metrics")],
            KerasVersion = TextOf(metadata, "keras_version"),
            KerasPSVersion = TextOf(metadata, "kerasps_version"),
            DateSaved = DateTime.TryParseExact(TextOf(metadata, "date_saved"), ModelFile.DateFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTime date) ? date : null,
            Member = archive.Members.Select(member => new SavedMember(member.Name, member.Length)).ToArray(),
        };
        return archive.Has(ModelFile.Weights)
            ? ReadHdf5(Hdf5File.Open(archive.Checked(ModelFile.Weights)), info)
            : info;
    }

    private static ModelFileInfo ReadHdf5(Hdf5File file, ModelFileInfo info)
    {
        Hdf5FileDataset[] datasets = file.Datasets().ToArray();
        return info with
        {
            Weight = datasets.Select(dataset => new SavedWeight(
                dataset.Path.TrimStart('/'),
                Shape.Format(dataset.Shape),
                dataset.Type.ToString(),
                dataset.Count,
                dataset.Path.StartsWith("/optimizer/", StringComparison.Ordinal))).ToArray(),
            Iterations = datasets.FirstOrDefault(dataset => dataset.Path == "/optimizer/vars/0" && dataset.Count == 1)?.ReadInteger(),
        };
    }

    private static SavedWeight[] WeightsOf(IEnumerable<SafeTensor> tensors) =>
        tensors.Select(tensor => new SavedWeight(tensor.Name, Shape.Format(tensor.Shape), "float32", tensor.Count, false)).ToArray();

    private static IEnumerable<SavedLayer> LayersOf(ConfigReader model, string prefix)
    {
        if (!model.Has("config") || !model.Object("config").Has("layers"))
            yield break;
        foreach (object? item in model.Object("config").List("layers"))
        {
            ConfigReader entry = new(item, "a layer");
            ConfigReader config = entry.Object("config");
            string name = prefix + TextOf(config, "name");
            yield return new SavedLayer(name, entry.ClassName, ShapesOf(entry, config), DtypeOf(config), config.Entries.GetValueOrDefault("trainable") is not false);
            foreach (SavedLayer inner in LayersOf(entry, name + "/"))
                yield return inner;
        }
    }

    private static string ShapesOf(ConfigReader entry, ConfigReader config)
    {
        object? shape = config.Entries.GetValueOrDefault("batch_shape");
        if (shape is null && entry.Has("build_config"))
        {
            ConfigReader build = entry.Object("build_config");
            shape = build.Entries.GetValueOrDefault("input_shape") ?? build.Entries.GetValueOrDefault("shapes_dict");
        }

        return string.Join(" and ", Shapes(shape).Select(axes => Shape.Format(axes)));
    }

    /// <summary>All shapes in a list or dictionary of them, or the one that it is.</summary>
    private static IEnumerable<long[]> Shapes(object? value) => value switch
    {
        object?[] axes when axes.All(axis => axis is null or long) => [Array.ConvertAll(axes, axis => (long?)axis ?? -1)],
        object?[] list => list.SelectMany(Shapes),
        Dictionary<string, object?> named => named.Values.SelectMany(Shapes),
        _ => [],
    };

    private static string DtypeOf(ConfigReader config) => config.Entries.GetValueOrDefault("dtype") switch
    {
        string name => name,
        Dictionary<string, object?> policy when policy.GetValueOrDefault("config") is Dictionary<string, object?> inner => TextOf(new ConfigReader(inner, "dtype"), "name"),
        _ => "",
    };

    private static string TextOf(ConfigReader? config, string name) => config?.Entries.GetValueOrDefault(name) as string ?? "";

    /// <summary>The names of the objects or functions in a part of a compilation, however they are nested.</summary>
    private static IEnumerable<string> NamesIn(ConfigReader? compilation, string part) => Names(compilation?.Entries.GetValueOrDefault(part));

    private static IEnumerable<string> Names(object? value) => value switch
    {
        string name => [name],
        object?[] list => list.SelectMany(Names),
        Dictionary<string, object?> entries when entries.GetValueOrDefault("class_name") is string className => [className == "function" && entries.GetValueOrDefault("config") is string function ? function : className],
        Dictionary<string, object?> byOutput => byOutput.Values.SelectMany(Names),
        _ => [],
    };
}
