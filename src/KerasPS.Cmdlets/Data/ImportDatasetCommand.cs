using System.Management.Automation;
using KerasPS.Data;
using KerasPS.Data.Images;
using KerasPS.Layers;

namespace KerasPS.Cmdlets;

/// <summary>
/// Reads a dataset: from a CSV file with a header line, from images in IDX format (MNIST), also compressed (.gz), from NumPy arrays (.npy, .npz), or from a
/// folder with one subfolder of images (JPEG, PNG, GIF, BMP) per class.
/// </summary>
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
/// Semicolons between the cells, decimal commas, and a categorical column as features. A wildcard gives one dataset per file.
/// </example>
/// <example>
/// <code>
/// foreach ($colour in @{ red = 0, 0, 255; blue = 255, 0, 0 }.GetEnumerator()) {
///     $folder = New-Item "colours/$($colour.Key)" -ItemType Directory
///     $bitmap = [byte[]] (66, 77, 58, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 24, 0 + @(0) * 24 + $colour.Value + 0)
///     [IO.File]::WriteAllBytes((Join-Path $folder 'pixel.bmp'), $bitmap)
/// }
///
/// Import-Dataset ./colours -ImageSize 8, 8 -Scale (1/255)
/// </code>
/// Two folders with a bitmap of one pixel each: two classes of images of 8 by 8 pixels.
/// </example>
/// <example>
/// <code>
/// $header = "{'descr': '|u1', 'fortran_order': False, 'shape': (3, 2), }`n"
/// [IO.File]::WriteAllBytes("$PWD/points.npy", [byte[]] (147, 78, 85, 77, 80, 89, 1, 0, $header.Length, 0 + [byte[]][char[]] $header + (1..6)))
/// Import-Dataset points.npy
/// </code>
/// An array of NumPy's: three samples of two numbers. From an .npz file with x_train and y_train, or x and y, these are taken; -Feature and -Label name others.
/// </example>
/// <seealso cref="ConvertToDatasetCommand"/>
/// <seealso cref="SplitDatasetCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsData.Import, "Dataset", DefaultParameterSetName = "Path"), OutputType(typeof(Dataset))]
public sealed class ImportDatasetCommand : TableCommand
{
    /// <summary>The parameters that do not affect how a file is read. All others are options of data files, by the engine's names for them.</summary>
    private static readonly HashSet<string> General = [nameof(Path), nameof(LiteralPath), .. CommonParameters, .. OptionalCommonParameters];

    /// <summary>The file, or the folder of class folders; wildcards allowed, each match becomes a dataset.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [SupportsWildcards]
    public string[]? Path { get; set; }

    /// <summary>The file or folder, taken literally.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    public string[]? LiteralPath { get; set; }

    /// <summary>The IDX or NPY file with the labels of the samples.</summary>
    [Parameter]
    public string? LabelPath { get; set; }

    /// <summary>What separates the cells of a CSV file.</summary>
    [Parameter]
    public char Delimiter { get; set; } = ',';

    /// <summary>
    /// Keep the samples of a CSV file in a temporary file rather than in memory, for files that do not fit: batches are read while the one before
    /// is trained on. It takes 4 bytes per value in the folder of temporary files (the environment variable TMPDIR, on Windows TEMP, names another), and is deleted
    /// with the dataset. Samples of a file that is larger than memory are read faster in its order: <c>Invoke-ModelFit -Shuffle Batch</c>.
    /// </summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <summary>The height and width that the images of a folder are resized to, or one number for both; 256, 256 by default.</summary>
    [Parameter]
    public int[] ImageSize { get; set; } = [256, 256];

    /// <summary>The channels of the images of a folder: three (rgb, the default), one (grayscale), or four (rgba).</summary>
    [Parameter]
    public ColorMode ColorMode { get; set; } = ColorMode.Rgb;

    /// <summary>The interpolation with which images are resized: bilinear (the default), nearest or bicubic.</summary>
    [Parameter]
    public Interpolation Interpolation { get; set; } = Interpolation.Bilinear;

    /// <summary>Crop images to the aspect ratio of the size before they are resized.</summary>
    [Parameter]
    public SwitchParameter CropToAspectRatio { get; set; }

    /// <summary>Pad images with zeros to the aspect ratio of the size before they are resized.</summary>
    [Parameter]
    public SwitchParameter PadToAspectRatio { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        DatasetFileOptions options = new()
        {
            Table = Options,
            ClassName = ClassName,
            LabelPath = LabelPath is null ? null : ResolvePath(LabelPath),
            Delimiter = Delimiter,
            Culture = Culture,
            Stream = Stream,
            Image = new ImageOptions
            {
                ImageSize = ImageSize,
                ColorMode = ColorMode,
                Interpolation = Interpolation,
                CropToAspectRatio = CropToAspectRatio,
                PadToAspectRatio = PadToAspectRatio,
            },
        };
        string[] given = MyInvocation.BoundParameters.Keys.Except(General).ToArray();
        foreach (string path in Guarded(() => ResolveFiles(Path, LiteralPath).ToArray()))
        {
            ProgressRecord progress = new(0, $"Reading {System.IO.Path.GetFileName(path)}", "samples");
            WriteObject(Encode(() => DatasetFile.Load(path, options with { Progress = count => Show(progress, count) }, given)));
            progress.RecordType = ProgressRecordType.Completed;
            WriteProgress(progress);
        }
    }

    /// <summary>Shows the number of samples read so far as progress; throws if the user stops the pipeline.</summary>
    private void Show(ProgressRecord progress, long count)
    {
        if (Stopping)
            throw new PipelineStoppedException();
        progress.StatusDescription = $"{count} samples";
        WriteProgress(progress);
    }
}
