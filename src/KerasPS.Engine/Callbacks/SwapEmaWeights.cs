using KerasPS.Optimizers;

namespace KerasPS;

/// <summary>
/// Lets evaluation and prediction use the moving average of the weights that the optimizer keeps; training continues with the weights themselves. The optimizer
/// needs <c>-UseEma</c>.
/// </summary>
/// <remarks>
/// <para>Weights and average are swapped before an evaluation and back after it. With <c>-SwapOnEpoch</c> they also do at the end of each epoch
/// until the next one begins, so that callbacks after this one, such as New-ModelCheckpoint, find the average in the model.</para>
/// <para>Differs from Keras's SwapEMAWeights, so that a model always has the weights that it seems to have: an optimizer without an average is refused before epoch 1; after a prediction the weights are put back, which Keras
/// forgets; and with <c>-SwapOnEpoch</c> the model has the average after every training that ends in order, in Keras only after one that was not stopped early.
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
    public override void OnEpochBegin(int epoch, Logs logs) => Put(isAverage: false);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => Put(isAverage: SwapOnEpoch);

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs) => Put(isAverage: true);

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => Put(isAverage: false);

    /// <inheritdoc/>
    public override void OnPredictBegin(Logs logs) => Put(isAverage: true);

    /// <inheritdoc/>
    public override void OnPredictEnd(Logs logs) => Put(isAverage: false);

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => Put(isAverage: false);

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, object?> GetState() =>
        new Dictionary<string, object?> { ["is_average_in_model"] = Average is { IsInModel: true } };

    /// <summary>Takes back what <see cref="GetState"/> gave: which of the two the model holds; the values are those of the model's and the optimizer's files.</summary>
    /// <param name="state">The state.</param>
    public override void SetState(IReadOnlyDictionary<string, object?> state)
    {
        if (Average is { } average)
            average.IsInModel = state.GetValueOrDefault("is_average_in_model") is true;
    }

    private void Put(bool isAverage)
    {
        if (Average is { } average && average.IsInModel != isAverage)
            average.Swap();
    }
}
