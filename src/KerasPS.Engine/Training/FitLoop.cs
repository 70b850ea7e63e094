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
    private readonly long seed;
    private readonly int batchSize;

    private IReadOnlyList<string>? columns;
    private Logs lastLogs = new();
    private StopReason failure;

    /// <summary>Checks everything that can be checked before the first epoch.</summary>
    public FitLoop(Model model, Dataset data, FitOptions options)
    {
        this.model = model;
        this.options = options;
        compilation = model.Compilation ?? throw new KerasException(
            "NotInitialized",
            KerasErrorKind.InvalidOperation,
            $"The model '{model.Name}' has no optimizer and loss yet; run Initialize-Model first, or give -Optimizer and -Loss.");
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
        model.Place(device);
        compilation.Optimizer.Attach(model.Parameters!);
        training = new EpochBatches(new BatchSource(trainingData, batchSize, device, options.ClassWeight), options, seed);
        trainingStep = new TrainingStep(model, options.Output);
        int steps = training.Steps;
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
        bool hasEnded = options.InitialEpoch >= options.Epochs;
        try
        {
            Begin();
            for (int epoch = options.InitialEpoch; epoch < options.Epochs && !options.CancellationToken.IsCancellationRequested; epoch++)
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
        }
        catch
        {
            failure = StopReason.Error;
            throw;
        }
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
            Stopwatch watch = Stopwatch.StartNew();
            compilation.Reset();
            callbacks.EpochBegin(epoch);
            double learningRate = compilation.Optimizer.LearningRate;
            if (!TrainSteps(epoch))
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

            numbers["learning_rate"] = learningRate;
            lastLogs = Logs.Of(numbers);
            Logs logs = Logs.Of(numbers);
            history.WeightsFromEpoch = epoch + 1;
            callbacks.EpochEnd(epoch, logs);
            columns ??= [.. plan.LogNames, .. logs.Keys.Except(plan.LogNames, StringComparer.OrdinalIgnoreCase)];
            EpochLog log = new(epoch + 1, columns, logs, watch.Elapsed.TotalSeconds);
            history.Add(log);
            return log;
        }
        catch
        {
            failure = StopReason.Error;
            throw;
        }
    }

    /// <summary>The batches of one epoch; false where they were interrupted.</summary>
    private bool TrainSteps(int epoch)
    {
        for (int step = 0; step < plan.StepsPerEpoch; step++)
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
        }

        return true;
    }

    private void Release()
    {
        training.Dispose();
        validation?.Dispose();
    }
}
