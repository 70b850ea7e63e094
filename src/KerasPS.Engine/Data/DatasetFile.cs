using System.Text.RegularExpressions;
using KerasPS.Data.Images;
using KerasPS.Data.Numpy;

namespace KerasPS.Data;

/// <summary>Reads datasets from files and folders of all supported kinds, which are recognized by name.</summary>
public static partial class DatasetFile
{
    private static readonly string[] Labels = [nameof(DatasetFileOptions.ClassName), nameof(TableOptions.OneHot), nameof(TableOptions.Scale)];
    private static readonly string[] Columns = [.. Labels, nameof(TableOptions.Feature), nameof(TableOptions.Label), nameof(TableOptions.Weight), nameof(TableOptions.Shape)];

    private static readonly string[] Images =
    [
        .. Labels, nameof(ImageOptions.ImageSize), nameof(ImageOptions.ColorMode), nameof(ImageOptions.Interpolation), nameof(ImageOptions.CropToAspectRatio),
        nameof(ImageOptions.PadToAspectRatio),
    ];

    private static readonly Format[] Formats =
    [
        new("a folder of images", Directory.Exists, Images, ImageFolder.Load),
        new("an NPZ file", path => HasExtension(path, ".npz"), Columns, NumpyDataset.LoadNpz),
        new("an NPY file", path => HasExtension(path, ".npy"), [.. Labels, nameof(DatasetFileOptions.LabelPath), nameof(TableOptions.Shape)], NumpyDataset.LoadNpy),
        new("an IDX file", IsIdx, [nameof(DatasetFileOptions.LabelPath), nameof(TableOptions.Scale)], (path, options) => IdxDataset.Load(path, options.LabelPath, options.Table.Scale)),
        new("an image", ImageFolder.IsImage, Images, (path, _) => throw ImageFolder.IsNoFolder(path)),
        new(
            "a CSV file",
            _ => true,
            [
                .. Columns, nameof(TableOptions.CategoricalFeature), nameof(TableOptions.Preprocessing), nameof(DatasetFileOptions.Culture), nameof(DatasetFileOptions.Delimiter),
                nameof(DatasetFileOptions.Stream),
            ],
            LoadCsv),
    ];

    /// <summary>All options that some kind of file takes.</summary>
    internal static IEnumerable<string> Options => Formats.SelectMany(format => format.Options).Distinct();

    /// <summary>Reads a file or a folder.</summary>
    /// <param name="path">The path.</param>
    /// <param name="options">How the file is read.</param>
    /// <param name="given">
    /// The options that were given explicitly, by the names of the properties of <see cref="DatasetFileOptions"/>, <see cref="TableOptions"/> and <see cref="ImageOptions"/>; those that the
    /// kind of file does not use are refused.
    /// </param>
    /// <exception cref="KerasException"><c>OptionNotUsed</c>, and what the kind of file throws.</exception>
    /// <exception cref="ArgumentException">No kind of file takes an option of such a name.</exception>
    public static Dataset Load(string path, DatasetFileOptions options, IReadOnlyCollection<string>? given = null)
    {
        given ??= [];
        if (given.Except(Options).FirstOrDefault() is { } unknown)
            throw new ArgumentException($"No kind of file takes an option '{unknown}': {nameof(DatasetFile)} has to say which do.", nameof(given));
        Format format = Formats.First(format => format.Is(path));
        string[] unused = given.Except(format.Options).Order(StringComparer.Ordinal).ToArray();
        if (unused.Length == 0)
            return format.Load(path, options);
        throw new KerasException(
            "OptionNotUsed",
            $"'{path}' is {format.Name}, which does not use {string.Join(", ", unused)}. It accepts {string.Join(", ", format.Options.Order(StringComparer.Ordinal))}.",
            path);
    }

    private static Dataset LoadCsv(string path, DatasetFileOptions options)
    {
        CsvTableReader reader = new() { Delimiter = options.Delimiter, Culture = options.Culture };
        return options.Stream
            ? TableEncoder.Stream(WithProgress(reader.ReadInParts(path), options.Progress), options.Table, options.ClassName)
            : TableEncoder.Encode(reader.Read(path), options.Table, options.ClassName);
    }

    private static IEnumerable<Table> WithProgress(IEnumerable<Table> parts, Action<long>? progress)
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
    /// <param name="Options">The options that it takes, by the names of their properties.</param>
    /// <param name="Load">Reads one.</param>
    private sealed record Format(string Name, Func<string, bool> Is, string[] Options, Func<string, DatasetFileOptions, Dataset> Load);
}
