namespace KerasPS;

/// <summary>Calls hooks on callbacks in order, with logs that they share.</summary>
internal sealed class CallbackList
{
    private readonly IReadOnlyList<Callback> callbacks;
    private readonly ITrainingOutput output;
    private int begun;

    public CallbackList(IEnumerable<Callback> callbacks, Model model, int epochs, int steps, ITrainingOutput output)
    {
        this.callbacks = callbacks.ToArray();
        this.output = output;
        Dictionary<string, object> parameters = new() { ["epochs"] = epochs, ["steps"] = steps };
        foreach (Callback callback in this.callbacks)
            callback.Attach(model, parameters, output);
    }

    public void Validate(TrainingPlan plan)
    {
        foreach (Callback callback in callbacks)
            callback.Validate(plan);
    }

    public void TrainBegin()
    {
        Logs logs = new();
        foreach (Callback callback in callbacks)
        {
            begun++;
            callback.OnTrainBegin(logs);
        }
    }

    /// <summary>
    /// Ends what was begun. Every callback gets its call even where an earlier one fails; the first failure is thrown at the end,
    /// or becomes a warning where the training is already ending because of an error or interruption.
    /// </summary>
    public void TrainEnd(Logs logs, bool isFailing)
    {
        Exception? failure = null;
        foreach (Callback callback in callbacks.Take(begun))
        {
            try
            {
                callback.OnTrainEnd(logs);
            }
            catch (Exception exception)
            {
                if (isFailing || failure is not null)
                    output.Warning($"{callback.GetType().Name} could not end in order: {exception.Message}");
                failure ??= exception;
            }
        }

        begun = 0;
        if (failure is not null && !isFailing)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>What each callback remembers.</summary>
    public IReadOnlyList<SavedCallback> States() => callbacks.Select(SavedCallback.Of).ToArray();

    /// <summary>Gives the callbacks what they remembered: to each that of the next one of its class.</summary>
    public void Restore(IReadOnlyList<SavedCallback> states)
    {
        List<SavedCallback> left = [.. states];
        foreach (Callback callback in callbacks)
        {
            if (left.Find(state => state.Type == callback.GetType().Name) is not { } saved)
            {
                output.Warning($"The backup knows no {callback.GetType().Name}, which begins anew.");
                continue;
            }

            left.Remove(saved);
            saved.Restore(callback);
        }

        foreach (SavedCallback saved in left)
            output.Warning($"The backup knows a {saved.Type}, which this training does not have.");
    }

    public void EpochBegin(int epoch) => Each(new Logs(), (callback, logs) => callback.OnEpochBegin(epoch, logs));

    public void EpochEnd(int epoch, Logs logs) => Each(logs, (callback, shared) => callback.OnEpochEnd(epoch, shared));

    public void TrainBatchBegin(int batch) => Each(new Logs(), (callback, logs) => callback.OnTrainBatchBegin(batch, logs));

    public void TrainBatchEnd(int batch, Logs logs) => Each(logs, (callback, shared) => callback.OnTrainBatchEnd(batch, shared));

    public void TestBegin() => Each(new Logs(), (callback, logs) => callback.OnTestBegin(logs));

    public void TestEnd(Logs logs) => Each(logs, (callback, shared) => callback.OnTestEnd(shared));

    public void TestBatchBegin(int batch) => Each(new Logs(), (callback, logs) => callback.OnTestBatchBegin(batch, logs));

    public void TestBatchEnd(int batch, Logs logs) => Each(logs, (callback, shared) => callback.OnTestBatchEnd(batch, shared));

    public void PredictBegin() => Each(new Logs(), (callback, logs) => callback.OnPredictBegin(logs));

    public void PredictEnd() => Each(new Logs(), (callback, logs) => callback.OnPredictEnd(logs));

    public void PredictBatchBegin(int batch) => Each(new Logs(), (callback, logs) => callback.OnPredictBatchBegin(batch, logs));

    public void PredictBatchEnd(int batch, Logs logs) => Each(logs, (callback, shared) => callback.OnPredictBatchEnd(batch, shared));

    private void Each(Logs logs, Action<Callback, Logs> call)
    {
        foreach (Callback callback in callbacks)
            call(callback, logs);
    }
}
