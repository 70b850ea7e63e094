using System.Globalization;
using KerasPS.Data.Images;

namespace KerasPS.Data;

/// <summary>How a file becomes a dataset. Each kind of file takes some of the options, and names the others in an error when they are given.</summary>
public sealed record DatasetFileOptions
{
    /// <summary>
    /// The use of a table's columns. Of an NPZ file, features, labels and the weight are the names of arrays; other files take the shape, the scale and whether labels are
    /// one-hot, where applicable.
    /// </summary>
    public TableOptions Table { get; init; } = new();

    /// <summary>The names of the classes in the order of their indices; null (default): what the file says.</summary>
    public IReadOnlyList<string>? ClassName { get; init; }

    /// <summary>The file of the labels, where it is another one; or null.</summary>
    public string? LabelPath { get; init; }

    /// <summary>What separates the cells of a CSV file; a comma by default.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>How numbers in a table's strings are written; with a decimal point by default.</summary>
    public CultureInfo Culture { get; init; } = CultureInfo.InvariantCulture;

    /// <summary>Whether the samples of a CSV file are kept in a temporary file rather than in memory.</summary>
    public bool Stream { get; init; }

    /// <summary>Receives the number of samples that were read so far, of such a file or of a folder of images; an exception of it ends the reading.</summary>
    public Action<long>? Progress { get; init; }

    /// <summary>How the images in a folder are read.</summary>
    public ImageOptions Image { get; init; } = new();
}
