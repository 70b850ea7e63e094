using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Makes a callback from scriptblocks, one for each hook to handle. In all of them <c>$_</c> is the logs.</summary>
/// <remarks>
/// Differs from Keras, which silently ignores a misspelt hook: that is an error here. An error in a script ends the training, with <c>OnTrainEnd</c>; it shows the script's own line,
/// and <c>$model.History.StopMessage</c> names the hook and the line.
/// </remarks>
/// <example>
/// <code>
/// New-LambdaCallback -OnTrainBegin { 'begin' | Out-Host } -OnTrainEnd { 'end' | Out-Host }
/// </code>
/// Says when a training begins and ends.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// $log = New-LambdaCallback -OnEpochEnd { param($epoch, $logs, $model) "$epoch $($logs.loss)" | Add-Content losses.txt }
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 3 -Callback $log
/// </code>
/// Writes the loss of each epoch to a file.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
[Cmdlet(VerbsCommon.New, "LambdaCallback"), OutputType(typeof(ScriptCallback))]
public sealed class NewLambdaCallbackCommand : NewObjectCommand<ScriptCallback>
{
    /// <summary>Runs before the first epoch: <c>param($logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnTrainBegin { get; set; }

    /// <summary>Runs after the last epoch, however the training ended, except by Ctrl+C, after which PowerShell runs no scripts: <c>param($logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnTrainEnd { get; set; }

    /// <summary>Runs before each epoch: <c>param($epoch, $logs, $model)</c>; epochs count from 0.</summary>
    [Parameter]
    public ScriptBlock? OnEpochBegin { get; set; }

    /// <summary>Runs after each epoch: <c>param($epoch, $logs, $model)</c>; epochs count from 0.</summary>
    [Parameter]
    public ScriptBlock? OnEpochEnd { get; set; }

    /// <summary>Runs before each training batch: <c>param($batch, $logs, $model)</c>; batches count from 0.</summary>
    [Parameter]
    public ScriptBlock? OnTrainBatchBegin { get; set; }

    /// <summary>Runs after each training batch: <c>param($batch, $logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnTrainBatchEnd { get; set; }

    /// <summary>Keras's other name of OnTrainBatchBegin.</summary>
    [Parameter]
    public ScriptBlock? OnBatchBegin { get; set; }

    /// <summary>Keras's other name of OnTrainBatchEnd.</summary>
    [Parameter]
    public ScriptBlock? OnBatchEnd { get; set; }

    /// <summary>Runs before an evaluation, also of the validation data: <c>param($logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnTestBegin { get; set; }

    /// <summary>Runs after an evaluation: <c>param($logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnTestEnd { get; set; }

    /// <summary>Runs before each batch of an evaluation: <c>param($batch, $logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnTestBatchBegin { get; set; }

    /// <summary>Runs after each batch of an evaluation: <c>param($batch, $logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnTestBatchEnd { get; set; }

    /// <summary>Runs before a prediction: <c>param($logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnPredictBegin { get; set; }

    /// <summary>Runs after a prediction: <c>param($logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnPredictEnd { get; set; }

    /// <summary>Runs before each batch of a prediction: <c>param($batch, $logs, $model)</c>.</summary>
    [Parameter]
    public ScriptBlock? OnPredictBatchBegin { get; set; }

    /// <summary>Runs after each batch of a prediction: <c>param($batch, $logs, $model)</c>; <c>$logs.outputs</c> are its outputs.</summary>
    [Parameter]
    public ScriptBlock? OnPredictBatchEnd { get; set; }

    /// <inheritdoc/>
    protected override ScriptCallback Create() => new(MyInvocation.BoundParameters
        .Where(bound => bound.Value is ScriptBlock)
        .ToDictionary(bound => bound.Key, bound => (ScriptBlock)bound.Value));
}
