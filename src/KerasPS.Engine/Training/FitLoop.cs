using System.Diagnostics;
using KerasPS.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>Trains a model in Keras's order of events, one epoch each time the next one is asked for.</summary>
internal sealed class FitLoop
{
    private readonly Model model;
    private readonly FitOptions options;
    private readonly ModelCompilation compilation;
    private readonly EpochBatches training;
    private readonly TrainingStep trainingStep;
    private readonly EvaluateLoop? validation;
    private readonly TrainingPlan plan;
    private readonly CallbackList callbacks;
    private readonly History history = new();
    private readonly BackupAndRestore? backup;
    private readonly ResumeFingerprint setting;
    private readonly TrainingState? restored;
    private readonly long seed;
    private readonly int batchSize;
    private readonly Stopwatch watch = new();

    private IReadOnlyList<string>? columns;
    private Logs lastLogs = new();
    private StopReason failure;
    private double epochLearningRate;
    private double secondsBefore;

    /// <summary>Checks everything that can be checked before the first epoch.</summary>
    public FitLoop(Model model, Dataset data, FitOptions options)
    {
        this.model = model;
        this.options = options;
        compilation = model.Compilation ?? throw new KerasException(
            "NotInitialized",
            KerasErrorKind.InvalidOperation,
            $"The model '{model.Name}' has no optimizer and loss yet; run Initialize-Model first, or give -Optimizer and -Loss. {(data.Targets.Count == 1 ? LabelAdvice.For(data.Targets[0], data.ClassName) : "")}".TrimEnd());
        model.RequireIdle();
        Require.Positive(options.Epochs, "Training", nameof(options.Epochs));
        Require.NotNegative(options.InitialEpoch, "Training", nameof(options.InitialEpoch));
        Require.Positive(options.ValidationFrequency, "Training", nameof(options.ValidationFrequency));
        Require.Positive(options.ValidationEpochs?.Min() ?? 1, "Training", nameof(options.ValidationEpochs));
        Require.Positive(options.StepsPerEpoch ?? 1, "Training", nameof(options.StepsPerEpoch));
        Require.Positive(options.ValidationSteps ?? 1, "Training", nameof(options.ValidationSteps));
        Require.Positive(options.Threads ?? 1, "Training", nameof(options.Threads));
        Device device = DeviceName.Resolve(options.Device);
        seed = options.Seed ?? KerasRandom.NextSeed();
        (Dataset train, Dataset? held) = options.ValidationData is null && options.ValidationSplit != 0
            ? ValidationPart.HoldOut(data, options.ValidationSplit)
            : (data, options.ValidationData);
        if (train.Count == 0)
            throw new KerasException("EmptyDataset", KerasErrorKind.InvalidData, "The training data has no samples.", train);
        batchSize = options.BatchSizeFor(train.Count);
        model.EnsureBuilt(train.Inputs.Select(input => input.Shape).ToArray(), seed);
        ModelData trainingData = DataCheck.Arrange(model, train, compilation);
        ModelData? validationData = held is null ? null : DataCheck.Arrange(model, held, compilation);
        if (validationData is not null)
            DataCheck.RequireSameMeaning(train.FeatureName, trainingData.ClassNames, validationData);
        model.Learn(trainingData);
        model.MoveTo(device);
        compilation.Optimizer.Attach(model.Parameters!);
        BatchSource source = new(trainingData, batchSize, device, options.ClassWeight);
        int steps = options.StepsPerEpoch ?? source.Steps;
        setting = new ResumeFingerprint(train.Count, batchSize, steps, options.InitialEpoch, options.Shuffle.ToString(), string.Join(", ", compilation.Directions.Keys));
        backup = BackupAndRestore.In(options.Callbacks);
        restored = backup?.ReadState(model, setting);
        seed = restored?.Seed ?? seed;
        training = new EpochBatches(source, options, seed);
        trainingStep = new TrainingStep(model, options.Output);
        plan = new TrainingPlan(compilation.Directions, options.Epochs, options.InitialEpoch, steps, held is not null, options.ValidationFrequency, options.ValidationEpochs);
        Callback[] all = [.. options.Callbacks, history];
        if (!all.OfType<ProgressLogger>().Any())
            all = [.. all, new ProgressLogger()];
        callbacks = new CallbackList(all, model, options.Epochs, steps, options.Output);
        validation = validationData is null
            ? null
            : new EvaluateLoop(model, new BatchSource(validationData, options.ValidationBatchSizeFor(held!.Count), device), callbacks, options.ValidationSteps, options);
        try
        {
            callbacks.Validate(plan);
            foreach (string advice in FitAdvice.For(model, trainingData, compilation))
                options.Output.Warning(advice);
        }
        catch
        {
            Release();
            throw;
        }
    }

    private bool HasTrainedVariables => model.Parameters!.Variables.Count > 0;

    /// <summary>The epochs as they are trained. Ends in order however the reading ends.</summary>
    public IEnumerable<EpochLog> Epochs()
    {
        int threadsBefore = ThreadPolicy.Apply(options.Threads, model, batchSize);
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

                // Known before the log is handed out: whoever takes just this many epochs never asks for another.
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
                Release();
                model.EndTraining(history);
                set_num_threads(threadsBefore);
            }
        }
    }

    private void Begin()
    {
        model.BeginTraining(history, seed);
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
        if (!state.Generator.TryResume(model.Generator!))
            options.Output.Warning("The backup was made on a device of another kind, whose random numbers cannot go on here: dropout and noise begin anew.");
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
            model.RequestStop(stop, state.StopMessage);
        options.Output.Verbose($"Going on with epoch {state.Epoch + 1}, after {state.Batch} of its batches.");
    }

    /// <summary>What is needed to go on with a batch of an epoch.</summary>
    private TrainingState StateAt(int epoch, int batch)
    {
        using Tensor generator = model.Generator!.get_state();
        return new TrainingState
        {
            Epoch = epoch,
            Batch = batch,
            Seed = seed,
            Setting = setting,
            Pass = training.PositionOf(isWithinEpoch: batch > 0),
            LearningRate = compilation.Optimizer.Schedule is null ? compilation.Optimizer.LearningRate : null,
            EpochLearningRate = epochLearningRate,
            Seconds = secondsBefore + watch.Elapsed.TotalSeconds,
            Stop = model.RequestedStop,
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
            : model.RequestedStop ?? StopReason.Completed;
        if (history.StopReason != StopReason.Completed)
            history.StoppedEpoch = history.WeightsFromEpoch;
        if (history.StopReason is not (StopReason.Error or StopReason.Interrupted))
            compilation.Optimizer.FinalizeVariables();
        callbacks.TrainEnd(lastLogs, isFailing: failure != StopReason.None || isCancelled);
    }

    /// <summary>One epoch; null where it was interrupted.</summary>
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
                    numbers["val_" + name] = value;
                if (options.CancellationToken.IsCancellationRequested)
                    return null;
            }

            numbers["learning_rate"] = epochLearningRate;
            lastLogs = Logs.Of(numbers);
            Logs logs = Logs.Of(numbers);
            history.WeightsFromEpoch = epoch + 1;
            callbacks.EpochEnd(epoch, logs);
            columns ??= [.. plan.LogNames, .. logs.Keys.Except(plan.LogNames, StringComparer.OrdinalIgnoreCase)];
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

    /// <summary>Begins an epoch, or goes on with the one that a backup was made in, which callbacks have seen the beginning of.</summary>
    /// <returns>The number of its batches that are done.</returns>
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

    /// <summary>The batches of one epoch after those that are done; false where they were interrupted.</summary>
    private bool TrainSteps(int epoch, int done)
    {
        for (int step = done; step < plan.StepsPerEpoch; step++)
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

    private void Release()
    {
        training.Dispose();
        validation?.Dispose();
    }
}
