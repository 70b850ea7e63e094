using System.Management.Automation;

namespace KerasPS.Cmdlets;

/// <summary>Makes a callback that sets the learning rate before each epoch by a scriptblock. The scriptblock receives <c>$epoch</c>, which counts from 0, and <c>$learningRate</c>.</summary>
/// <remarks>
/// As in Keras, the script's output replaces the rate that other callbacks have set, and an optimizer with a schedule is an error; here before epoch 1. Unlike Keras,
/// the script may emit an integer, an error within it does not make it run again with one argument, and <c>learning_rate</c> is in the epochs with or without this callback.
/// </remarks>
/// <example>
/// <code>
/// New-LearningRateScheduler { param($epoch, $learningRate) if ($epoch -lt 10) { $learningRate } else { $learningRate * 0.9 } }
/// </code>
/// Ten epochs at the optimizer's rate, then a tenth less each epoch.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -Loss sparse_categorical_crossentropy -Epoch 3 -Callback (New-LearningRateScheduler { 0.01 / ($_ + 1) }) |
///     Select-Object epoch, learning_rate
/// </code>
/// The rates of three epochs, from the epoch alone.
/// </example>
/// <seealso cref="InvokeModelFitCommand"/>
/// <seealso cref="NewLambdaCallbackCommand"/>
[Cmdlet(VerbsCommon.New, "LearningRateScheduler"), OutputType(typeof(LearningRateScheduler))]
public sealed class NewLearningRateSchedulerCommand : NewObjectCommand<LearningRateScheduler>
{
    /// <summary>Receives the epoch and the current learning rate and emits the new one; <c>$_</c> is the epoch.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public ScriptBlock Schedule { get; set; } = null!;

    /// <inheritdoc/>
    protected override LearningRateScheduler Create()
    {
        ScriptBlock script = Schedule;
        return new LearningRateScheduler((epoch, learningRate) => LearningRateOf(script, epoch, learningRate));
    }

    private static double LearningRateOf(ScriptBlock script, int epoch, double learningRate)
    {
        IReadOnlyList<PSObject?> emitted = UserScript.Run(script, epoch, epoch, learningRate);
        if (emitted is [{ } value] && LanguagePrimitives.TryConvertTo(value, out double rate))
            return rate;
        throw new KerasException(
            "InvalidLearningRate",
            $"The schedule must emit one number, the learning rate of epoch {epoch}; it emitted {(emitted.Count == 0 ? "nothing" : string.Join(", ", emitted))}.",
            script) { Kind = KerasErrorKind.InvalidData };
    }
}
