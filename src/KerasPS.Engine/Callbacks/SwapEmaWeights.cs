using KerasPS.Optimizers;

namespace KerasPS;

/// <summary>
/// Lets evaluation and prediction use the moving average of the weights that the optimizer keeps; training continues with the weights themselves. The optimizer
/// must be made with <c>-UseEma</c>.
/// </summary>
/// <remarks>
/// <para>Weights and average are swapped before an evaluation and back after it. With <c>-SwapOnEpoch</c> they also do at the end of each epoch
/// until the next one begins, so that callbacks after this one, such as New-ModelCheckpoint, find the average in the model.</para>
/// <para>Differs from Keras's SwapEMAWeights, so that a model never has the average unexpectedly: an optimizer without an average is refused before epoch 1; after a prediction the weights are swapped back, which Keras
/// does not do; and with <c>-SwapOnEpoch</c> the model has the average after every training that ends without an error, in Keras only after one that was not stopped early.
/// After an error or Ctrl+C the model has the weights themselves.</para>
/// </remarks>
/// <param name="swapOnEpoch">Whether the average is in the model from the end of an epoch to the beginning of the next one.</param>
/// <example>
/// <code>
/// New-SwapEmaWeights -SwapOnEpoch
/// </code>
/// For a list of callbacks before New-ModelCheckpoint, which then saves the average.
/// </example>
/// <example>
/// <code>
/// $model = New-SequentialModel (New-DenseLayer 3 -Activation softmax)
/// Initialize-Model $model -Optimizer (New-AdamOptimizer 0.05 -UseEma -EmaMomentum 0.9) -Loss sparse_categorical_crossentropy
/// Invoke-ModelFit $model (Get-SampleDataset Iris) -ValidationSplit 0.2 -Epoch 3 -Callback (New-SwapEmaWeights)
/// </code>
/// The values of the validation are those of the averaged weights.
/// </example>
public sealed class SwapEmaWeights(bool swapOnEpoch = false) : Callback
{
    /// <summary>Whether the average is in the model from the end of an epoch to the beginning of the next one.</summary>
    public bool SwapOnEpoch { get; } = swapOnEpoch;

    private bool wasSwapped;

    private WeightAverage? Average => Model.Compilation?.Optimizer.Innermost.Average;

    /// <inheritdoc/>
    /// <exception cref="KerasException"><c>MissingArgument</c>: the optimizer keeps no moving average.</exception>
    public override void Validate(TrainingPlan plan)
    {
        if (Model.Compilation is { Optimizer.Innermost: { UseEma: false } optimizer })
        {
            throw new KerasException(
                "MissingArgument",
                $"SwapEmaWeights: the optimizer {optimizer.ClassName} keeps no moving average of the weights; make it with -UseEma.",
                Model.Compilation.Optimizer) { Kind = KerasErrorKind.InvalidOperation };
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => Swap(isAverage: false);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => Swap(isAverage: SwapOnEpoch);

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs) => SwapForRun();

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => Swap(wasSwapped);

    /// <inheritdoc/>
    public override void OnPredictBegin(Logs logs) => SwapForRun();

    /// <inheritdoc/>
    public override void OnPredictEnd(Logs logs) => Swap(wasSwapped);

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Swap(isAverage: false);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() =>
        new Dictionary<string, object?> { ["is_average_in_model"] = Average is { IsSwapped: true } };

    /// <summary>Restores what <see cref="GetState"/> returned: whether the model holds the average; the values themselves are restored with the model and the optimizer.</summary>
    /// <param name="state">The state.</param>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        if (Average is { } average)
            average.IsSwapped = state.GetValueOrDefault("is_average_in_model") is true;
    }

    private void SwapForRun()
    {
        wasSwapped = Average is { IsSwapped: true };
        Swap(isAverage: true);
    }

    private void Swap(bool isAverage)
    {
        if (Average is { } average && average.IsSwapped != isAverage)
            average.Swap();
    }
}
