namespace KerasPS;

/// <summary>Calls functions in hooks, for callbacks that are too small for a class. Each function may be null.</summary>
/// <remarks>
/// The properties are named like the hooks without their <c>On</c>. Functions of epochs and batches get the 0-based number and the logs, the others
/// the logs; what the logs hold, the hooks of <see cref="Callback"/> say. A misspelt hook does not compile, whereas Keras ignores it.
/// </remarks>
public sealed class LambdaCallback : Callback
{
    /// <summary>Called once before the first epoch.</summary>
    public Action<Logs>? TrainBegin { get; init; }

    /// <summary>Called once after the last epoch.</summary>
    public Action<Logs>? TrainEnd { get; init; }

    /// <summary>Called before an epoch.</summary>
    public Action<int, Logs>? EpochBegin { get; init; }

    /// <summary>Called after an epoch and its validation.</summary>
    public Action<int, Logs>? EpochEnd { get; init; }

    /// <summary>Called before a training batch.</summary>
    public Action<int, Logs>? TrainBatchBegin { get; init; }

    /// <summary>Called after a training batch.</summary>
    public Action<int, Logs>? TrainBatchEnd { get; init; }

    /// <summary>Called before an evaluation, also of the validation data.</summary>
    public Action<Logs>? TestBegin { get; init; }

    /// <summary>Called after an evaluation.</summary>
    public Action<Logs>? TestEnd { get; init; }

    /// <summary>Called before a batch of an evaluation.</summary>
    public Action<int, Logs>? TestBatchBegin { get; init; }

    /// <summary>Called after a batch of an evaluation.</summary>
    public Action<int, Logs>? TestBatchEnd { get; init; }

    /// <summary>Called before a prediction.</summary>
    public Action<Logs>? PredictBegin { get; init; }

    /// <summary>Called after a prediction.</summary>
    public Action<Logs>? PredictEnd { get; init; }

    /// <summary>Called before a batch of a prediction.</summary>
    public Action<int, Logs>? PredictBatchBegin { get; init; }

    /// <summary>Called after a batch of a prediction.</summary>
    public Action<int, Logs>? PredictBatchEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin(Logs logs) => TrainBegin?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => TrainEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch, Logs logs) => EpochBegin?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => EpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch, Logs logs) => TrainBatchBegin?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch, Logs logs) => TrainBatchEnd?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void OnTestBegin(Logs logs) => TestBegin?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => TestEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnTestBatchBegin(int batch, Logs logs) => TestBatchBegin?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch, Logs logs) => TestBatchEnd?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void OnPredictBegin(Logs logs) => PredictBegin?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnPredictEnd(Logs logs) => PredictEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnPredictBatchBegin(int batch, Logs logs) => PredictBatchBegin?.Invoke(batch, logs);

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch, Logs logs) => PredictBatchEnd?.Invoke(batch, logs);

    /// <inheritdoc/>
    protected internal override bool Implements(string hook) => hook switch
    {
        nameof(OnTrainBatchBegin) => TrainBatchBegin is not null,
        nameof(OnTrainBatchEnd) => TrainBatchEnd is not null,
        nameof(OnTestBatchBegin) => TestBatchBegin is not null,
        nameof(OnTestBatchEnd) => TestBatchEnd is not null,
        nameof(OnPredictBatchBegin) => PredictBatchBegin is not null,
        nameof(OnPredictBatchEnd) => PredictBatchEnd is not null,
        _ => true,
    };
}
