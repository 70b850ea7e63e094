namespace KerasPS;

/// <summary>Calls hooks on callbacks in order, with logs that they share.</summary>
internal sealed class CallbackList
{
    private readonly IReadOnlyList<Callback> callbacks;
    private readonly Model model;
    private readonly History? history;
    private readonly ITrainingOutput output;
    private readonly Callback[] trainBatchBegin;
    private readonly Callback[] trainBatchEnd;
    private readonly Callback[] testBatchBegin;
    private readonly Callback[] testBatchEnd;
    private readonly Callback[] predictBatchBegin;
    private readonly Callback[] predictBatchEnd;
    private int begun;
    private bool hasFailed;

    public CallbackList(IEnumerable<Callback> callbacks, Model model, int epochs, int steps, ITrainingOutput output)
    {
        this.callbacks = callbacks.ToArray();
        this.model = model;
        this.output = output;
        history = this.callbacks.OfType<History>().LastOrDefault();
        Dictionary<string, object> parameters = new() { ["epochs"] = epochs, ["steps"] = steps };
        foreach (Callback callback in this.callbacks)
            RequireFree(callback);
        foreach (Callback callback in this.callbacks)
            callback.Attach(model, parameters, output);
        trainBatchBegin = Subscribers(nameof(Callback.OnTrainBatchBegin));
        trainBatchEnd = Subscribers(nameof(Callback.OnTrainBatchEnd));
        testBatchBegin = Subscribers(nameof(Callback.OnTestBatchBegin));
        testBatchEnd = Subscribers(nameof(Callback.OnTestBatchEnd));
        predictBatchBegin = Subscribers(nameof(Callback.OnPredictBatchBegin));
        predictBatchEnd = Subscribers(nameof(Callback.OnPredictBatchEnd));
    }

    public void Validate(TrainingPlan plan)
    {
        foreach (Callback callback in callbacks)
            Call(nameof(Callback.Validate), callback, () => callback.Validate(plan));
    }

    public void TrainBegin()
    {
        Logs logs = new();
        foreach (Callback callback in callbacks)
        {
            begun++;
            Call(nameof(Callback.OnTrainBegin), callback, () => callback.OnTrainBegin(logs));
        }
    }

    /// <summary>
    /// Calls OnTrainEnd on the callbacks whose OnTrainBegin was called, even after one fails; the first failure is thrown at the end,
    /// or becomes a warning where the training is already ending because of an error or interruption.
    /// </summary>
    public void TrainEnd(Logs logs, bool isFailing)
    {
        int count = begun;
        begun = 0;
        End(nameof(Callback.OnTrainEnd), callbacks.Take(count), isFailing, callback => callback.OnTrainEnd(logs));
    }

    /// <summary>The state of each callback.</summary>
    public IReadOnlyList<SavedCallback> States() => callbacks.Select(SavedCallback.Of).ToArray();

    /// <summary>Restores the callbacks' states: several of one class in their order.</summary>
    public void Restore(IReadOnlyList<SavedCallback> states)
    {
        List<SavedCallback> remaining = [.. states];
        foreach (Callback callback in callbacks)
        {
            if (remaining.Find(state => state.Type == callback.GetType().Name) is not { } saved)
            {
                output.Warning($"The backup has no state of {callback.GetType().Name}, which starts afresh.");
                continue;
            }

            remaining.Remove(saved);
            saved.Restore(callback);
        }

        foreach (SavedCallback saved in remaining)
            output.Warning($"The backup has the state of a {saved.Type}, which this training does not have.");
    }

    public void EpochBegin(int epoch)
    {
        if (history is not null)
            history.CurrentEpoch = epoch + 1;
        Each(nameof(Callback.OnEpochBegin), callbacks, new Logs(), (callback, logs) => callback.OnEpochBegin(epoch, logs));
    }

    public void EpochEnd(int epoch, Logs logs) => Each(nameof(Callback.OnEpochEnd), callbacks, logs, (callback, shared) => callback.OnEpochEnd(epoch, shared));

    public void TrainBatchBegin(int batch)
    {
        if (trainBatchBegin.Length > 0)
            Each(nameof(Callback.OnTrainBatchBegin), trainBatchBegin, new Logs(), (callback, logs) => callback.OnTrainBatchBegin(batch, logs));
    }

    public void TrainBatchEnd(int batch, Logs logs)
    {
        if (trainBatchEnd.Length > 0)
            Each(nameof(Callback.OnTrainBatchEnd), trainBatchEnd, logs, (callback, shared) => callback.OnTrainBatchEnd(batch, shared));
    }

    public void TestBegin() => Each(nameof(Callback.OnTestBegin), callbacks, new Logs(), (callback, logs) => callback.OnTestBegin(logs));

    public void TestEnd(Logs logs, bool isFailing = false) => End(nameof(Callback.OnTestEnd), callbacks, isFailing, callback => callback.OnTestEnd(logs));

    public void TestBatchBegin(int batch)
    {
        if (testBatchBegin.Length > 0)
            Each(nameof(Callback.OnTestBatchBegin), testBatchBegin, new Logs(), (callback, logs) => callback.OnTestBatchBegin(batch, logs));
    }

    public void TestBatchEnd(int batch, Logs logs)
    {
        if (testBatchEnd.Length > 0)
            Each(nameof(Callback.OnTestBatchEnd), testBatchEnd, logs, (callback, shared) => callback.OnTestBatchEnd(batch, shared));
    }

    public void PredictBegin() => Each(nameof(Callback.OnPredictBegin), callbacks, new Logs(), (callback, logs) => callback.OnPredictBegin(logs));

    public void PredictEnd(bool isFailing = false)
    {
        Logs logs = new();
        End(nameof(Callback.OnPredictEnd), callbacks, isFailing, callback => callback.OnPredictEnd(logs));
    }

    public void PredictBatchBegin(int batch)
    {
        if (predictBatchBegin.Length > 0)
            Each(nameof(Callback.OnPredictBatchBegin), predictBatchBegin, new Logs(), (callback, logs) => callback.OnPredictBatchBegin(batch, logs));
    }

    public void PredictBatchEnd(int batch, Logs logs)
    {
        if (predictBatchEnd.Length > 0)
            Each(nameof(Callback.OnPredictBatchEnd), predictBatchEnd, logs, (callback, shared) => callback.OnPredictBatchEnd(batch, shared));
    }

    /// <summary>Whether a callback implements a batch hook of predictions.</summary>
    public bool SubscribesToPredictBatches => predictBatchBegin.Length + predictBatchEnd.Length > 0;

    public bool Contains(Callback callback) => callbacks.Contains(callback);

    /// <summary>Refuses a callback that the running training of another model uses, because it would act on this model instead.</summary>
    private void RequireFree(Callback callback)
    {
        if (callback.Model is { } other && !ReferenceEquals(other, model) && other.Session.Callbacks?.Contains(callback) == true)
            throw new KerasException("AlreadyTraining", $"The model '{other.Name}' is being trained with this callback, {callback.Title}; make another one for '{model.Name}'.", callback);
    }

    /// <summary>The callbacks that implement a batch hook.</summary>
    private Callback[] Subscribers(string hook) => callbacks.Where(callback => callback.Implements(hook)).ToArray();

    /// <summary>Calls the last hook on all callbacks, even after one fails; the first failure is thrown at the end, or becomes a warning where an error is being thrown already.</summary>
    private void End(string hook, IEnumerable<Callback> among, bool isFailing, Action<Callback> call)
    {
        Exception? failure = null;
        foreach (Callback callback in among)
        {
            try
            {
                Call(hook, callback, () => call(callback));
            }
            catch (Exception exception)
            {
                if (isFailing || failure is not null)
                    output.Warning($"{callback.Title} failed in {hook}: {exception.Message}");
                failure ??= exception;
            }
        }

        if (failure is not null && !isFailing)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    private void Each(string hook, IReadOnlyList<Callback> among, Logs logs, Action<Callback, Logs> call)
    {
        foreach (Callback callback in among)
            Call(hook, callback, () => call(callback, logs));
    }

    /// <summary>Calls one hook; changes of the learning rate and exceptions are attributed to the callback.</summary>
    private void Call(string hook, Callback callback, Action call)
    {
        Callback? outer = model.Session.CurrentCallback;
        model.Session.CurrentCallback = callback;
        try
        {
            call();
        }
        catch (Exception exception)
        {
            CallbackFailure.Mark(exception, callback, hook);
            if (history is not null && !hasFailed)
                history.StopMessage = CallbackFailure.Describe(exception);
            hasFailed = true;
            throw;
        }
        finally
        {
            model.Session.CurrentCallback = outer;
        }
    }
}
