using System.Management.Automation;
using KerasPS.Reports;

namespace KerasPS.Cmdlets;

/// <summary>
/// Scores of each class: precision, recall, F1 and the number of samples, then the accuracy and the averages over classes, plain (macro) and
/// weighted by samples. Takes a model and data, or rows that hold labels and predictions.
/// </summary>
/// <remarks>
/// <para>The numbers are scikit-learn's (classification_report). What would be a division by zero, such as the precision of a class that was never predicted, is 0,
/// and a warning says so. Accuracy stands in the column of F1: for one class a sample the two averaged over all samples are the same.</para>
/// </remarks>
/// <example>
/// <code>
/// $train, $test = Get-SampleDataset Iris | Split-Dataset 0.7 -Stratified -Seed 1
/// $model = New-SequentialModel (New-NormalizationLayer -Data $train), (New-DenseLayer 16 -Activation relu), (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model $train -Optimizer (New-AdamOptimizer 0.05) -Loss sparse_categorical_crossentropy -Epoch 20
/// Get-ClassificationReport $model $test
/// Get-ClassificationReport $model $test | Where-Object Kind -eq Class | Sort-Object Recall | Select-Object -First 1
/// </code>
/// All classes, and the one with the lowest recall.
/// </example>
/// <example>
/// <code>
/// $rows = @(
///     [pscustomobject]@{ real = 'spam'; guess = 'spam' }
///     [pscustomobject]@{ real = 'spam'; guess = 'ham' }
///     [pscustomobject]@{ real = 'ham'; guess = 'ham' })
/// $rows | Get-ClassificationReport -Label real -Prediction guess | Format-Table
/// </code>
/// Predictions of any origin.
/// </example>
/// <seealso cref="ShowConfusionMatrixCommand"/>
/// <seealso cref="InvokeModelEvaluateCommand"/>
/// <seealso cref="InvokeModelPredictCommand"/>
[Cmdlet(VerbsCommon.Get, "ClassificationReport", DefaultParameterSetName = "Prediction"), OutputType(typeof(ClassificationScore))]
public sealed class GetClassificationReportCommand : ClassifierCommand
{
    private protected override void Show(ConfusionMatrix matrix)
    {
        foreach (string note in matrix.Notes())
            WriteWarning(note);
        WriteObject(matrix.Scores(), enumerateCollection: true);
    }
}
