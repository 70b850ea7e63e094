namespace KerasPS;

/// <summary>
/// The base of callbacks: hooks that are called during training, evaluation and prediction, in the order of the callbacks.
/// Override those that you need; epochs and batches count from 0.
/// </summary>
public abstract class Callback
{
    /// <summary>The model that is being trained or evaluated, or that predicts.</summary>
    public Model Model { get; private set; } = null!;

    /// <summary>The parameters of the fit, as Keras's <c>params</c>: <c>epochs</c>, and <c>steps</c> (batches per epoch).</summary>
    public IReadOnlyDictionary<string, object> Params { get; private set; } = new Dictionary<string, object>();

    /// <summary>The name of the callback in messages; by default that of its class.</summary>
    protected internal virtual string Title => GetType().Name;

    /// <summary>Receives messages and warnings.</summary>
    protected internal ITrainingOutput Output { get; private set; } = SilentOutput.Instance;

    /// <summary>Called before the first epoch with the plan of this fit; throw a <see cref="KerasException"/> if the callback cannot work with it.</summary>
    /// <param name="plan">The plan.</param>
    public virtual void Validate(TrainingPlan plan)
    {
    }

    /// <summary>What the callback needs to resume after a restart: numbers, strings and lists by name.</summary>
    public virtual IReadOnlyDictionary<string, object?> GetState() => new Dictionary<string, object?>();

    /// <summary>Restores what <see cref="GetState"/> returned.</summary>
    /// <param name="state">The state.</param>
    public virtual void SetState(IReadOnlyDictionary<string, object?> state)
    {
    }

    /// <summary>Called once before the first epoch.</summary>
    /// <param name="logs">Empty.</param>
    public virtual void OnTrainBegin(Logs logs)
    {
    }

    /// <summary>Called once after the last epoch, however the training ended; see <c>Model.History.StopReason</c>.</summary>
    /// <param name="logs">The last epoch's logs.</param>
    public virtual void OnTrainEnd(Logs logs)
    {
    }

    /// <summary>Called before an epoch.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnEpochBegin(int epoch, Logs logs)
    {
    }

    /// <summary>Called after an epoch and its validation.</summary>
    /// <param name="epoch">The epoch, from 0.</param>
    /// <param name="logs">The metrics, their <c>val_</c> values, and the learning rate that the epoch was trained with.</param>
    public virtual void OnEpochEnd(int epoch, Logs logs)
    {
    }

    /// <summary>Called before a training batch; calls <see cref="OnBatchBegin"/> unless overridden.</summary>
    /// <param name="batch">The batch within the epoch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnTrainBatchBegin(int batch, Logs logs) => OnBatchBegin(batch, logs);

    /// <summary>Called after a training batch; calls <see cref="OnBatchEnd"/> unless overridden.</summary>
    /// <param name="batch">The batch within the epoch, from 0.</param>
    /// <param name="logs">The metrics since the epoch began.</param>
    public virtual void OnTrainBatchEnd(int batch, Logs logs) => OnBatchEnd(batch, logs);

    /// <summary>Keras's other name of <see cref="OnTrainBatchBegin"/>.</summary>
    /// <param name="batch">The batch within the epoch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnBatchBegin(int batch, Logs logs)
    {
    }

    /// <summary>Keras's other name of <see cref="OnTrainBatchEnd"/>.</summary>
    /// <param name="batch">The batch within the epoch, from 0.</param>
    /// <param name="logs">The metrics since the epoch began.</param>
    public virtual void OnBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>Called before an evaluation, also of the validation data within a fit.</summary>
    /// <param name="logs">Empty.</param>
    public virtual void OnTestBegin(Logs logs)
    {
    }

    /// <summary>Called after an evaluation.</summary>
    /// <param name="logs">The metrics, without <c>val_</c>.</param>
    public virtual void OnTestEnd(Logs logs)
    {
    }

    /// <summary>Called before a batch of an evaluation.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnTestBatchBegin(int batch, Logs logs)
    {
    }

    /// <summary>Called after a batch of an evaluation.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">The metrics so far.</param>
    public virtual void OnTestBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>Called before a prediction.</summary>
    /// <param name="logs">Empty.</param>
    public virtual void OnPredictBegin(Logs logs)
    {
    }

    /// <summary>Called after a prediction.</summary>
    /// <param name="logs">Empty.</param>
    public virtual void OnPredictEnd(Logs logs)
    {
    }

    /// <summary>Called before a batch of a prediction.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs">Empty.</param>
    public virtual void OnPredictBatchBegin(int batch, Logs logs)
    {
    }

    /// <summary>Called after a batch of a prediction.</summary>
    /// <param name="batch">The batch, from 0.</param>
    /// <param name="logs"><c>outputs</c>: the batch's outputs, row-major, as an array of numbers.</param>
    public virtual void OnPredictBatchEnd(int batch, Logs logs)
    {
    }

    /// <summary>Whether the callback implements a batch hook; a callback is not called for hooks that it does not implement, so they cost nothing.</summary>
    /// <param name="hook">The hook, e.g. <c>OnTrainBatchEnd</c>.</param>
    protected internal virtual bool Implements(string hook) =>
        Overrides(hook) || (hook.StartsWith("OnTrain", StringComparison.Ordinal) && Overrides(hook.Replace("Train", "")));

    private bool Overrides(string hook) => GetType().GetMethod(hook, [typeof(int), typeof(Logs)])!.DeclaringType != typeof(Callback);

    internal void Attach(Model model, IReadOnlyDictionary<string, object> parameters, ITrainingOutput output)
    {
        Model = model;
        Params = parameters;
        Output = output;
    }
}
