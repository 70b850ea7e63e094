using System.Diagnostics;
using KerasPS.Metrics;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Trains a model in Keras's order of events, one epoch whenever the next one is requested.</summary>
internal sealed class FitLoop(FitSetup setup)
{
    private readonly Model model = setup.Model;
    private readonly FitOptions options = setup.Options;
    private readonly ModelCompilation compilation = setup.Compilation;
    private readonly CallbackList callbacks = setup.Callbacks;
    private readonly History history = setup.History;
    private readonly BackupAndRestore? backup = setup.Backup;
    private readonly TrainingState? restored = setup.Restored;
    private readonly Stopwatch watch = new();

    private EpochBatches training = null!;
    private TrainingStep trainingStep = null!;
    private EvaluateLoop? validation;
    private IReadOnlyList<string>? columns;
    private Logs lastLogs = new();
    private StopReason failure;
    private double epochLearningRate;
    private double secondsBefore;

    private bool HasTrainedVariables => model.Parameters!.Variables.Count > 0;

    /// <summary>The epochs as they are trained. The training is ended properly (callbacks, weights, threads) however the enumeration ends.</summary>
    public IEnumerable<EpochLog> Epochs()
    {
        using FitBatches batches = setup.Commit();
        training = batches.Training;
        trainingStep = new TrainingStep(model, options.Output);
        validation = batches.Validation is { } source ? new EvaluateLoop(model, source, callbacks, options.ValidationSteps, options) : null;
        int threadsBefore = ThreadPolicy.Apply(options.Threads, model, setup.BatchSize);
        int first = restored?.Epoch ?? options.InitialEpoch;
        bool hasEnded = first >= options.Epochs;
        try
        {
            Begin();
            foreach (EpochLog done in history.Epochs.ToArray())
                yield return done;
            hasEnded |= model.StopTraining;
            for (int epoch = first; epoch < options.Epochs && !hasEnded && !options.CancellationToken.IsCancellationRequested; epoch++)
            {
                EpochLog? log = TrainEpoch(epoch);
                if (log is null)
                    break;

                // Set before the log is yielded, because a caller that takes only this many epochs never requests another.
                hasEnded = epoch + 1 == options.Epochs || model.StopTraining;
                yield return log;
                hasEnded |= model.StopTraining;
                if (hasEnded)
                    break;
            }
        }
        finally
        {
            try
            {
                End(hasEnded);
            }
            finally
            {
                history.End();
                model.Session.End();
                set_num_threads(threadsBefore);
            }
        }
    }

    private void Begin()
    {
        if (options.InitialEpoch >= options.Epochs)
            options.Output.Warning($"There is nothing to train: the initial epoch {options.InitialEpoch} is not below the {options.Epochs} epochs.");
        if (!HasTrainedVariables)
            options.Output.Warning($"The model '{model.Name}' has no trainable variables, so training changes nothing.");
        try
        {
            callbacks.TrainBegin();
            if (restored is not null)
                Resume(restored);
        }
        catch
        {
            failure = StopReason.Error;
            throw;
        }
    }

    private void Resume(TrainingState state)
    {
        backup!.RestoreValues();
        if (state.LearningRate is { } rate)
            compilation.Optimizer.LearningRate = rate;
        if (!state.Generator.TryResume(model.Session.Generator!))
            options.Output.Warning("The backup was made on a device of another kind, whose random numbers cannot be resumed here: dropout and noise start afresh.");
        foreach ((string path, Layers.Layer layer) in model.LayersWithin())
        {
            if (state.Layers.TryGetValue(path, out IReadOnlyList<SavedTensor>? kept))
                layer.State = kept;
        }

        if (state.Batch > 0)
            compilation.State = state.Running;
        if (state.Pass is { } pass)
            training.GoTo(pass);
        columns = state.Columns;
        callbacks.Restore(state.Callbacks);
        if (history.Epochs.Count > 0)
            lastLogs = history.Epochs[^1].Logs;
        if (state.Stop is { } stop)
            model.Session.RequestStop(stop, state.StopMessage);
        options.Output.Verbose($"Resuming in epoch {state.Epoch + 1}, after {state.Batch} of its batches.");
    }

    /// <summary>What is needed to resume at a batch of an epoch.</summary>
    private TrainingState StateAt(int epoch, int batch)
    {
        using Tensor generator = model.Session.Generator!.get_state();
        return new TrainingState
        {
            Epoch = epoch,
            Batch = batch,
            Seed = setup.Seed,
            Setting = setup.Fingerprint,
            Pass = training.PositionOf(isWithinEpoch: batch > 0),
            LearningRate = compilation.Optimizer.Schedule is null ? compilation.Optimizer.LearningRate : null,
            EpochLearningRate = epochLearningRate,
            Seconds = secondsBefore + watch.Elapsed.TotalSeconds,
            Stop = model.Session.RequestedStop,
            StopMessage = history.StopMessage,
            Generator = SavedTensor.Of(generator),
            Running = batch > 0 ? compilation.State : [],
            Layers = model.LayersWithin().Where(part => part.Layer.State.Count > 0).ToDictionary(part => part.Path, part => part.Layer.State),
            Columns = columns,
            Callbacks = callbacks.States(),
        };
    }

    private void End(bool hasEnded)
    {
        bool isCancelled = !hasEnded && options.CancellationToken.IsCancellationRequested;
        history.StopReason = isCancelled ? StopReason.Interrupted
            : failure != StopReason.None ? failure
            : !hasEnded ? StopReason.PipelineStopped
            : model.Session.RequestedStop ?? StopReason.Completed;
        if (history.StopReason != StopReason.Completed)
            history.StoppedEpoch = history.WeightsFromEpoch;
        if (history.StopReason is not (StopReason.Error or StopReason.Interrupted))
            compilation.Optimizer.FinalizeVariables();
        callbacks.TrainEnd(lastLogs, isFailing: failure != StopReason.None || isCancelled);
    }

    /// <summary>Trains one epoch; null if it was interrupted.</summary>
    private EpochLog? TrainEpoch(int epoch)
    {
        try
        {
            if (!TrainSteps(epoch, BeginEpoch(epoch)))
                return null;

            Dictionary<string, double> numbers = compilation.Results().ToDictionary();
            bool isDue = options.ValidationEpochs?.Contains(epoch + 1) ?? (epoch + 1) % options.ValidationFrequency == 0;
            if (validation is not null && isDue)
            {
                foreach ((string name, double value) in validation.Run())
                    numbers[MetricName.OfValidation(name)] = value;
                if (options.CancellationToken.IsCancellationRequested)
                    return null;
            }

            numbers["learning_rate"] = epochLearningRate;
            lastLogs = Logs.Of(numbers);
            Logs logs = Logs.Of(numbers);
            history.WeightsFromEpoch = epoch + 1;
            callbacks.EpochEnd(epoch, logs);
            columns ??= [.. setup.Plan.LogNames, .. logs.Keys.Except(setup.Plan.LogNames, StringComparer.OrdinalIgnoreCase)];
            EpochLog log = new(epoch + 1, columns, logs, secondsBefore + watch.Elapsed.TotalSeconds);
            history.Add(log);
            backup?.AfterEpoch(() => StateAt(epoch + 1, 0));
            return log;
        }
        catch
        {
            failure = StopReason.Error;
            throw;
        }
    }

    /// <summary>Begins an epoch, or resumes the one in which the backup was saved; the callbacks' OnEpochBegin was called for that one before.</summary>
    /// <returns>The number of its batches that are already trained.</returns>
    private int BeginEpoch(int epoch)
    {
        watch.Restart();
        if (restored is { Batch: > 0 } && restored.Epoch == epoch)
        {
            (epochLearningRate, secondsBefore) = (restored.EpochLearningRate, restored.Seconds);
            return restored.Batch;
        }

        secondsBefore = 0;
        compilation.Reset();
        callbacks.EpochBegin(epoch);
        epochLearningRate = compilation.Optimizer.LearningRate;
        return 0;
    }

    /// <summary>Trains the remaining batches of an epoch; false if it was interrupted.</summary>
    private bool TrainSteps(int epoch, int done)
    {
        for (int step = done; step < setup.Plan.StepsPerEpoch; step++)
        {
            using DisposeScope scope = NewDisposeScope();
            if (training.Next(epoch, isFirst: step == 0) is not { } batch)
                break;
            callbacks.TrainBatchBegin(step);
            trainingStep.Run(batch());
            callbacks.TrainBatchEnd(step, compilation.LazyResults());
            if (options.CancellationToken.IsCancellationRequested)
                return false;
            if (model.StopTraining)
                break;
            int after = step + 1;
            backup?.AfterBatch(() => StateAt(epoch, after));
        }

        return true;
    }
}
