using System.Management.Automation;
using KerasPS.Charts;

namespace KerasPS.Cmdlets;

/// <summary>
/// Writes the epochs of a training to a file whose extension says what it is: .html, an HTML page with charts, facts and a table; .svg, an image; .csv, a row per
/// epoch; .json, all columns and facts.
/// </summary>
/// <remarks>
/// <para>The page is self-contained: it needs no network and no other file. It shows the values in tooltips, and follows the system's dark mode. Images and pages
/// have a chart for each metric, training and validation together, and one for the learning rate; the best epoch is marked.</para>
/// <para>Numbers in files are written with a point whatever the culture is. CSV files are as RFC 4180 has them; in JSON, which has no numbers that are not finite,
/// those are strings. The file is replaced once the new one is complete.</para>
/// </remarks>
/// <example>
/// <code>
/// $train, $test = Get-SampleDataset Iris | Split-Dataset 0.8 -Stratified -Seed 1
/// $model = New-SequentialModel (New-DenseLayer 16 -Activation relu), (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model $train -ValidationData $test -Loss sparse_categorical_crossentropy -Metric accuracy -Epoch 20
/// Export-History $model history.html
/// Export-History $model history.svg -Metric loss -LogScale -PassThru
/// </code>
/// A page for the browser, and an image of the losses.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Get-SampleDataset Iris | Invoke-ModelFit $model -Loss sparse_categorical_crossentropy -Epoch 10 | Export-Csv history.csv
/// Import-Csv history.csv | Export-History history.html
/// $model.History | Export-History history.json
/// </code>
/// A page of a training that was logged to a CSV file.
/// </example>
/// <seealso cref="ShowHistoryCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsData.Export, "History", DefaultParameterSetName = "Piped", SupportsShouldProcess = true), OutputType(typeof(FileInfo))]
public sealed class ExportHistoryCommand : HistoryCommand
{
    /// <summary>A model, its History, or epochs: what Invoke-ModelFit emits, or rows that were read with Import-Csv.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Piped")]
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Given")]
    [AllowEmptyCollection]
    [AllowNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>The file: .html, .svg, .csv or .json.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Piped")]
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = "Given")]
    [Alias("LiteralPath")]
    public string Path { get; set; } = "";

    /// <summary>Emit the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void Show(EpochTable table)
    {
        if (WriteFile(Path, path => HistoryFile.Write(table, path, Metric.Length == 0 ? null : SelectedMetrics(table, []), LogScale)) is { } file && PassThru)
            WriteObject(file);
    }
}
