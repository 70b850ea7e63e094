using System.Management.Automation;
using KerasPS.Reports;

namespace KerasPS.Cmdlets;

/// <summary>
/// Draws a confusion matrix: a row for each class, a column for each predicted one, with counts and their percentages of the row. Takes a model and
/// data, or rows that hold labels and predictions; emits the lines as strings.
/// </summary>
/// <remarks>
/// <para>Where the names are too wide for the terminal, columns are numbered, and where that is too wide still, percentages are left out. -PassThru emits an object for each
/// class instead, with <c>label</c>, a <c>predicted_</c> count for each class, and <c>samples</c>, as for CSV files.</para>
/// </remarks>
/// <example>
/// <code>
/// $train, $test = Get-SampleDataset Iris | Split-Dataset 0.7 -Stratified -Seed 1
/// $model = New-SequentialModel (New-DenseLayer 16 -Activation relu), (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model $train -Loss sparse_categorical_crossentropy -Epoch 20
/// Show-ConfusionMatrix $model $test
/// Show-ConfusionMatrix $model $test -PassThru | Export-Csv confusion.csv
/// </code>
/// The matrix in the terminal, and as a file.
/// </example>
/// <example>
/// <code>
/// $rows = 1..20 | ForEach-Object { [pscustomobject]@{ real = $_ % 2; guess = $_ % 3 % 2 } }
/// $rows | Show-ConfusionMatrix -Label real -Prediction guess -ClassName 0, 1
/// </code>
/// Predictions of any origin.
/// </example>
/// <seealso cref="GetClassificationReportCommand"/>
/// <seealso cref="InvokeModelPredictCommand"/>
[Cmdlet(VerbsCommon.Show, "ConfusionMatrix", DefaultParameterSetName = "Prediction"), OutputType(typeof(string), typeof(PSCustomObject))]
public sealed class ShowConfusionMatrixCommand : ClassifierCommand
{
    /// <summary>Emit an object for each class instead of lines.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The number of columns that the text may have; the width of the window, up to 120, by default.</summary>
    [Parameter]
    [ValidateRange(30, 1000)]
    public int? Width { get; set; }

    /// <summary>Whether the text has colors and characters beyond ASCII.</summary>
    [Parameter]
    public TextStyleChoice Style { get; set; }

    private protected override void Show(ConfusionMatrix matrix)
    {
        if (PassThru)
        {
            for (int label = 0; label < matrix.ClassName.Count; label++)
                WriteObject(RowOf(matrix, label));
            return;
        }

        WriteObject(ConfusionText.Draw(matrix, HostScreen.StyleOf(this, Style), Width ?? HostScreen.WidthOf(this)), enumerateCollection: true);
    }

    private static PSObject RowOf(ConfusionMatrix matrix, int label)
    {
        PSObject row = new();
        row.Properties.Add(new PSNoteProperty("label", matrix.ClassName[label]));
        for (int prediction = 0; prediction < matrix.ClassName.Count; prediction++)
        {
            // Names of properties have no case, those of classes do.
            string name = "predicted_" + matrix.ClassName[prediction];
            row.Properties.Add(new PSNoteProperty(row.Properties[name] is null ? name : FormattableString.Invariant($"{name}_{prediction}"), matrix[label, prediction]));
        }

        row.Properties.Add(new PSNoteProperty("samples", matrix.SupportOf(label)));
        return row;
    }
}
