using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Reads a dataset from a file: CSV with a header line, or images in IDX format (MNIST), also compressed (.gz).</summary>
/// <example>
/// <code>
/// 1..20 | ForEach-Object { [pscustomobject]@{ x = $_; y = $_ * $_ } } | Export-Csv squares.csv
/// Import-Dataset squares.csv -Label y
/// </code>
/// A CSV file whose column y is to be predicted.
/// </example>
/// <example>
/// <code>
/// 'size;colour;kind', '7,5;red;apple', '19;yellow;banana' | Set-Content fruit.csv
/// Import-Dataset *.csv -Delimiter ';' -Culture de-DE -Label kind -CategoricalFeature colour
/// </code>
/// Semicolons between the cells, decimal commas, and a text column as features. A wildcard gives one dataset a file.
/// </example>
/// <seealso cref="ConvertToDatasetCommand"/>
/// <seealso cref="SplitDatasetCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsData.Import, "Dataset", DefaultParameterSetName = "Path"), OutputType(typeof(Dataset))]
public sealed class ImportDatasetCommand : TableCommand
{
    /// <summary>The file; wildcards allowed, each match becomes a dataset.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The file, taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The IDX file with the labels of the images.</summary>
    [Parameter]
    public string? LabelPath { get; set; }

    /// <summary>What separates the cells of a CSV file.</summary>
    [Parameter]
    public char Delimiter { get; set; } = ',';

    /// <summary>
    /// Keep the samples of a CSV file in a temporary file rather than in memory, for files that do not fit: batches are read while the one before
    /// is trained on. It takes 4 bytes a value in the folder of temporary files (the environment variable TMPDIR, on Windows TEMP, names another), and is gone
    /// with the dataset. Samples of a file that is larger than memory are read faster in its order: <c>Invoke-ModelFit -Shuffle Batch</c>.
    /// </summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (string file in Guarded(() => ResolveFiles(Path, LiteralPath).ToArray()))
            WriteObject(Guarded(() => IsIdx(file) ? ReadIdx(file) : ReadCsv(file)));
    }

    private static bool IsIdx(string file)
    {
        string name = file.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file[..^3] : file;
        return name.EndsWith("-ubyte", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".idx", StringComparison.OrdinalIgnoreCase)
            || System.Text.RegularExpressions.Regex.IsMatch(name, @"[-.]idx\d", System.Text.RegularExpressions.RegexOptions.IgnoreCase);
    }

    private Dataset ReadIdx(string file) => Stream
        ? throw new KerasException("NotATable", KerasErrorKind.InvalidArgument, $"'{file}' is no CSV file; -Stream is for these.", file)
        : IdxDataset.Load(file, LabelPath is null ? null : ResolvePath(LabelPath), Scale);

    private Dataset ReadCsv(string file)
    {
        CsvTableReader reader = new() { Delimiter = Delimiter, Culture = Culture };
        return Stream.IsPresent ? StreamRows(Followed(reader.ReadInParts(file), file)) : Encode(reader.Read(file));
    }

    /// <summary>Rows on their way, which are counted on the screen until the user stops them.</summary>
    private IEnumerable<Table> Followed(IEnumerable<Table> parts, string file)
    {
        ProgressRecord progress = new(0, $"Reading {System.IO.Path.GetFileName(file)}", "rows");
        foreach (Table part in parts)
        {
            if (Stopping)
                throw new PipelineStoppedException();
            progress.StatusDescription = $"{part.RowsBefore + part.RowCount} rows";
            WriteProgress(progress);
            yield return part;
        }

        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
    }
}
