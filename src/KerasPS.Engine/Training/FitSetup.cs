using KerasPS.Data;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>
/// A fit that has passed all checks that can be made before its first epoch. Making it changes nothing: a model that was not built is built for the checks, and unbuilt
/// again if one of them fails. <see cref="Commit"/> begins the training.
/// </summary>
internal sealed record FitSetup
{
    public required Model Model { get; init; }

    public required FitOptions Options { get; init; }

    public required ModelCompilation Compilation { get; init; }

    public required Device Device { get; init; }

    /// <summary>The seed of the training: that of the options, of the training that is resumed, or a random one.</summary>
    public required long Seed { get; init; }

    public required ModelData TrainingData { get; init; }

    /// <summary>One weight per sample (or per time step), from the data or from class weights; null where all weigh 1.</summary>
    public required DataArray? SampleWeights { get; init; }

    public required int BatchSize { get; init; }

    /// <summary>What to validate on; null for nothing.</summary>
    public required ModelData? ValidationData { get; init; }

    public required int ValidationBatchSize { get; init; }

    /// <summary>What a backup stores to identify this training, so that no other training is resumed from it.</summary>
    public required ResumeFingerprint Fingerprint { get; init; }

    /// <summary>The callback that backs the training up; null where there is none.</summary>
    public required BackupAndRestore? Backup { get; init; }

    /// <summary>The state to resume from; null where there is none.</summary>
    public required TrainingState? Restored { get; init; }

    public required TrainingPlan Plan { get; init; }

    public required CallbackList Callbacks { get; init; }

    public required History History { get; init; }

    /// <summary>Checks a fit.</summary>
    /// <exception cref="KerasException">Data, options or callbacks do not fit the model.</exception>
    public static FitSetup Prepare(Model model, Dataset data, FitOptions options)
    {
        model.RequireIdle("be trained again");
        ModelCompilation compilation = model.Compilation ?? throw new KerasException(
            "NotInitialized",
            $"The model '{model.Name}' has no optimizer and loss yet; run Initialize-Model first, or give -Optimizer and -Loss. {(data.Targets.Count == 1 ? LabelAdvice.For(data.Targets[0], data.ClassName) : "")}".TrimEnd());
        compilation.Optimizer.Validate();
        Require.Positive(options.Epochs, "Training", nameof(options.Epochs));
        Require.NotNegative(options.InitialEpoch, "Training", nameof(options.InitialEpoch));
        Require.Positive(options.ValidationFrequency, "Training", nameof(options.ValidationFrequency));
        Require.Positive(options.ValidationEpochs?.Min() ?? 1, "Training", nameof(options.ValidationEpochs));
        Require.Positive(options.StepsPerEpoch ?? 1, "Training", nameof(options.StepsPerEpoch));
        Require.Positive(options.ValidationSteps ?? 1, "Training", nameof(options.ValidationSteps));
        Require.Positive(options.Threads ?? 1, "Training", nameof(options.Threads));
        Device device = DeviceName.Resolve(options.Device);
        (Dataset train, Dataset? validation) = options.ValidationData is null && options.ValidationSplit != 0
            ? ValidationPart.SplitValidation(data, options.ValidationSplit)
            : (data, options.ValidationData);
        if (train.Count == 0)
            throw new KerasException("EmptyDataset", "The training data has no samples.", train);
        long seed = options.Seed ?? KerasRandom.NextSeed();
        try
        {
            return model.WhenBuilt(train, seed, () => Prepare(model, compilation, train, validation, options with { Seed = seed }, device));
        }
        catch when (options.Seed is null)
        {
            KerasRandom.GiveBack(seed);
            throw;
        }
    }

    /// <summary>Allocates the batches, moves the variables to the device, attaches the optimizer and begins the session.</summary>
    /// <returns>The batches, which the caller disposes when the training has ended.</returns>
    public FitBatches Commit()
    {
        Model.RequireIdle("be trained again");
        FitBatches batches = new(this);
        try
        {
            Model.MoveTo(Device);
            Compilation.Optimizer.Attach(Model.Parameters!);
        }
        catch
        {
            batches.Dispose();
            throw;
        }

        Model.Meaning = DataMeaning.Of(TrainingData);
        Model.Session.Dispose();
        Model.Session = new FitSession(this);
        return batches;
    }

    private static FitSetup Prepare(Model model, ModelCompilation compilation, Dataset train, Dataset? validation, FitOptions options, Device device)
    {
        ModelData training = DataCheck.Arrange(model, train, compilation);
        ModelData? validationData = validation is null ? null : DataCheck.Arrange(model, validation, compilation);
        if (validationData is not null)
            DataMeaning.Of(training).RequireSame(validationData, train.FeatureName);
        model.RequireSupport(device);
        foreach (Layers.Variable variable in model.Variables)
            variable.RequireMovable();
        int batchSize = options.BatchSizeFor(train.Count);
        int steps = options.StepsPerEpoch ?? BatchSource.StepsOf(train.Count, batchSize);
        ResumeFingerprint fingerprint = new(train.Count, batchSize, steps, options.InitialEpoch, options.Shuffle.ToString(), string.Join(", ", compilation.Directions.Keys));
        BackupAndRestore? backup = BackupAndRestore.In(options.Callbacks);
        TrainingState? restored = backup?.ReadState(model, fingerprint);
        TrainingPlan plan = new(compilation.Directions, options.Epochs, options.InitialEpoch, steps, validation is not null, options.ValidationFrequency, options.ValidationEpochs);
        History history = new(MonitorCallback.FirstOf(options.Callbacks));
        Callback[] all = [.. options.Callbacks, history];
        if (!all.OfType<ProgressLogger>().Any())
            all = [.. all, new ProgressLogger()];
        FitSetup setup = new()
        {
            Model = model,
            Options = options,
            Compilation = compilation,
            Device = device,
            Seed = restored?.Seed ?? options.Seed!.Value,
            TrainingData = training,
            SampleWeights = options.ClassWeight is null ? train.Weights : ClassWeights.Of(training, options.ClassWeight),
            BatchSize = batchSize,
            ValidationData = validationData,
            ValidationBatchSize = validation is null ? batchSize : options.ValidationBatchSizeFor(validation.Count),
            Fingerprint = fingerprint,
            Backup = backup,
            Restored = restored,
            Plan = plan,
            Callbacks = new CallbackList(all, model, options.Epochs, steps, options.Output),
            History = history,
        };
        setup.Callbacks.Validate(plan);
        foreach (string advice in FitAdvice.For(model, training, compilation))
            options.Output.Warning(advice);
        return setup;
    }
}
