using System.Management.Automation;
using KerasPS.Data;

namespace KerasPS.Cmdlets;

/// <summary>Computes the loss and metrics of a model on data and emits them as one object.</summary>
/// <example>
/// <code>
/// $train, $test = Get-SampleDataset Iris | Split-Dataset 0.8 -Stratified -Seed 1
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $null = Invoke-ModelFit $model $train -Loss sparse_categorical_crossentropy -Metric accuracy -Epoch 5
/// Invoke-ModelEvaluate $model $test
/// </code>
/// The loss and the accuracy on data that the training did not see.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax) -InputShape 4
/// Initialize-Model $model -Loss sparse_categorical_crossentropy
/// (Get-SampleDataset Iris | Invoke-ModelEvaluate $model -BatchSize 150).loss
/// </code>
/// One value of the result, before any training.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
/// <seealso cref="InvokeModelPredictCommand"/>
[Cmdlet(VerbsLifecycle.Invoke, "ModelEvaluate"), OutputType("KerasPS.Evaluation")]
public sealed class InvokeModelEvaluateCommand : RunCommand
{
    /// <summary>The model.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public Model Model { get; set; } = null!;

    /// <summary>The data, with labels.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipeline = true)]
    public Dataset Data { get; set; } = null!;

    /// <summary>The number of batches; all of the data by default.</summary>
    [Parameter]
    [Alias("Steps")]
    [ValidateRange(1, int.MaxValue)]
    public int? Step { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        IReadOnlyList<KeyValuePair<string, double>> results = Guarded(() => Model.Evaluate(Data, Options with { StepsPerEpoch = Step }));
        WriteObject(EpochLogObject.Of(results.Select(r => new KeyValuePair<string, object?>(r.Key, r.Value)), "KerasPS.Evaluation"));
    }
}
