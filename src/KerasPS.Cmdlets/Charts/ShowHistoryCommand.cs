using System.Management.Automation;
using KerasPS.Charts;

namespace KerasPS.Cmdlets;

/// <summary>
/// Draws the values of a training by epoch in the terminal: loss and val_loss, or the metrics that are asked for, with the best epoch marked. Emits the lines
/// as strings, so that they can be kept in a variable, a file or a transcript.
/// </summary>
/// <remarks>
/// <para>Takes a model, its History, the epochs that Invoke-ModelFit emits, and rows that were read from a CSV file: of Export-Csv, New-CsvLogger, or Keras.</para>
/// <para>Solid lines are of the training, dashed ones of the validation. The best epoch is the one with the lowest val_loss (loss without validation), or the one
/// that EarlyStopping found best; for other metrics the one with the best value, where it is known which values are better. Values that are NaN or infinite
/// are crosses at the top.</para>
/// <para>Colors are left out where the host shows none, where NO_COLOR or $PSStyle.OutputRendering say so, and where another command comes after this one. An
/// output that is not encoded in Unicode gets ASCII.</para>
/// </remarks>
/// <example>
/// <code>
/// $train, $test = Get-SampleDataset Iris | Split-Dataset 0.8 -Stratified -Seed 1
/// $model = New-SequentialModel (New-DenseLayer 16 -Activation relu), (New-DenseLayer 3 -Activation softmax)
/// $history = Invoke-ModelFit $model $train -ValidationData $test -Loss sparse_categorical_crossentropy -Metric accuracy -Epoch 20
/// Show-History $history
/// Show-History $model -Metric accuracy, loss -LearningRate
/// </code>
/// The epochs that a training emitted, and the same from the model, with another chart.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Get-SampleDataset Iris | Invoke-ModelFit $model -Loss sparse_categorical_crossentropy -Epoch 10 | Export-Csv history.csv
/// Import-Csv history.csv | Show-History -Width 60 -Height 10 -Style Ascii
/// </code>
/// A training of another day, from its file, in characters that every mail shows.
/// </example>
/// <seealso cref="ExportHistoryCommand"/>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsCommon.Show, "History"), OutputType(typeof(string))]
public sealed class ShowHistoryCommand : HistoryCommand
{
    /// <summary>A model, its History, or epochs: what Invoke-ModelFit emits, or rows that were read with Import-Csv.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [AllowEmptyCollection]
    [AllowNull]
    public override PSObject? InputObject { get; set; }

    /// <summary>Draw the learning rate too, and say what changed it.</summary>
    [Parameter]
    public SwitchParameter LearningRate { get; set; }

    /// <summary>The number of columns to fill; the width of the window, up to 120, by default.</summary>
    [Parameter]
    [ValidateRange(30, 1000)]
    public int? Width { get; set; }

    /// <summary>The number of lines of each chart.</summary>
    [Parameter]
    [ValidateRange(6, 200)]
    public int Height { get; set; } = 16;

    /// <summary>Whether there are colors and characters beyond ASCII.</summary>
    [Parameter]
    public TextStyleChoice Style { get; set; }

    private protected override void Show(EpochTable table)
    {
        string first = table.Metrics.FirstOrDefault(name => name.Equals("loss", StringComparison.OrdinalIgnoreCase)) ?? table.Metrics.FirstOrDefault() ?? table.Name[0];
        IEnumerable<string> metrics = SelectedMetrics(table, [first]);
        if (LearningRate)
            metrics = metrics.Append("learning_rate").Distinct(StringComparer.OrdinalIgnoreCase);
        WriteObject(HistoryText.Draw(table, metrics.ToArray(), HostScreen.StyleOf(this, Style), Width ?? HostScreen.WidthOf(this), Height, LogScale), enumerateCollection: true);
    }
}
