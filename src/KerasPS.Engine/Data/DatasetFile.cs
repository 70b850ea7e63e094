using System.Text.RegularExpressions;
using KerasPS.Data.Images;
using KerasPS.Data.Numpy;

namespace KerasPS.Data;

/// <summary>Reads datasets from files and folders of all known kinds; what a path is follows from its name.</summary>
public static partial class DatasetFile
{
    private static readonly Format[] Formats =
    [
        new("a folder of images", Directory.Exists, [.. Labels, "ImageSize", "ColorMode", "Interpolation", "CropToAspectRatio", "PadToAspectRatio"], ImageFolder.Load),
        new("an NPZ file", path => HasExtension(path, ".npz"), [.. Labels, "Feature", "Label", "Weight", "Shape"], NumpyDataset.LoadNpz),
        new("an NPY file", path => HasExtension(path, ".npy"), [.. Labels, "LabelPath", "Shape"], NumpyDataset.LoadNpy),
        new("an IDX file", IsIdx, ["LabelPath", "Scale"], (path, options) => IdxDataset.Load(path, options.LabelPath, options.Table.Scale)),
        new("an image", ImageFolder.IsImage, [], (path, _) => throw ImageFolder.IsNoFolder(path)),
        new("a CSV file", _ => true, [.. Labels, "Feature", "Label", "Weight", "Shape", "CategoricalFeature", "Preprocessing", "Culture", "Delimiter", "Stream"], LoadCsv),
    ];

    private static string[] Labels => ["ClassName", "OneHot", "Scale"];

    /// <summary>Reads a file or a folder.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How it becomes a dataset.</param>
    /// <param name="given">The names of the options that somebody gave; those that the kind of file has no use for are refused.</param>
    /// <exception cref="KerasException"><c>OptionNotUsed</c>, and what the kind of file throws.</exception>
    public static Dataset Load(string path, DatasetFileOptions options, IReadOnlyCollection<string>? given = null)
    {
        Format format = Formats.First(format => format.Is(path));
        HashSet<string> known = Formats.SelectMany(one => one.Options).ToHashSet();
        string[] unused = (given ?? []).Where(name => known.Contains(name) && !format.Options.Contains(name)).Order(StringComparer.Ordinal).ToArray();
        if (unused.Length == 0)
            return format.Load(path, options);
        throw new KerasException(
            "OptionNotUsed",
            KerasErrorKind.InvalidArgument,
            $"'{path}' is {format.Name}, which has no use for {string.Join(", ", unused)}. It takes {string.Join(", ", format.Options.Order(StringComparer.Ordinal))}.",
            path);
    }

    private static Dataset LoadCsv(string path, DatasetFileOptions options)
    {
        CsvTableReader reader = new() { Delimiter = options.Delimiter, Culture = options.Culture };
        return options.Stream
            ? TableEncoder.Stream(Followed(reader.ReadInParts(path), options.Progress), options.Table, options.ClassName)
            : TableEncoder.Encode(reader.Read(path), options.Table, options.ClassName);
    }

    private static IEnumerable<Table> Followed(IEnumerable<Table> parts, Action<long>? progress)
    {
        foreach (Table part in parts)
        {
            progress?.Invoke((long)part.RowsBefore + part.RowCount);
            yield return part;
        }
    }

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);

    private static bool IsIdx(string path)
    {
        string name = HasExtension(path, ".gz") ? path[..^3] : path;
        return HasExtension(name, "-ubyte") || HasExtension(name, ".idx") || IdxName().IsMatch(name);
    }

    [GeneratedRegex(@"[-.]idx\d", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex IdxName();

    /// <summary>A kind of file.</summary>
    /// <param name="Name">What errors call it.</param>
    /// <param name="Is">Whether a path is of this kind.</param>
    /// <param name="Options">The options that it takes.</param>
    /// <param name="Load">Reads one.</param>
    private sealed record Format(string Name, Func<string, bool> Is, string[] Options, Func<string, DatasetFileOptions, Dataset> Load);
}
