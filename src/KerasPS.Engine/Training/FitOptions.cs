using KerasPS.Data;

namespace KerasPS;

/// <summary>How to train; the defaults are Keras's.</summary>
public sealed record FitOptions
{
    /// <summary>The number of the last epoch: training goes from <see cref="InitialEpoch"/> up to it.</summary>
    public int Epochs { get; init; } = 1;

    /// <summary>The 0-based epoch to begin with.</summary>
    public int InitialEpoch { get; init; }

    /// <summary>
    /// The number of samples in a batch; the last batch of an epoch may have fewer. Null for 32, or, where steps are given, for what spreads the
    /// data over them.
    /// </summary>
    public int? BatchSize { get; init; }

    /// <summary>The number of batches in an epoch; null for all of the data.</summary>
    public int? StepsPerEpoch { get; init; }

    /// <summary>What to validate on after an epoch; null for none.</summary>
    public Dataset? ValidationData { get; init; }

    /// <summary>The fraction of the data, its last samples before any shuffling, that is kept for validation; 0 for none.</summary>
    public double ValidationSplit { get; init; }

    /// <summary>The number of epochs between validations.</summary>
    public int ValidationFrequency { get; init; } = 1;

    /// <summary>The epochs to validate after, counted from 1; null to go by <see cref="ValidationFrequency"/>.</summary>
    public IReadOnlyList<int>? ValidationEpochs { get; init; }

    /// <summary>
    /// The number of samples in a validation batch; null for <see cref="BatchSize"/>, and where that is null too, for 32 or, where validation
    /// steps are given, for what spreads the data over them.
    /// </summary>
    public int? ValidationBatchSize { get; init; }

    /// <summary>The number of validation batches; null for all of the data.</summary>
    public int? ValidationSteps { get; init; }

    /// <summary>The weight of each class index in the loss; classes not listed weigh 1. Null for none.</summary>
    public IReadOnlyDictionary<int, double>? ClassWeight { get; init; }

    /// <summary>The order of the samples.</summary>
    public ShuffleMode Shuffle { get; init; } = ShuffleMode.Seeded;

    /// <summary>Where shuffling and dropout, and the initial weights of a model that is not built yet, come from; null draws one.</summary>
    public long? Seed { get; init; }

    /// <summary>Called in this order.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary><c>auto</c> (a GPU where there is one), <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    public string Device { get; init; } = "auto";

    /// <summary>The number of CPU threads; null for one in small models and all cores in others.</summary>
    public int? Threads { get; init; }

    /// <summary>Where messages go.</summary>
    public ITrainingOutput Output { get; init; } = SilentOutput.Instance;

    /// <summary>Ends training after the current batch, with <c>OnTrainEnd</c>.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The batch size for a number of samples.</summary>
    internal int BatchSizeFor(int samples) =>
        Require.Positive(BatchSize ?? Spread(samples, StepsPerEpoch, nameof(StepsPerEpoch)), "Training", nameof(BatchSize));

    /// <summary>The validation batch size for a number of samples.</summary>
    internal int ValidationBatchSizeFor(int samples) =>
        Require.Positive(ValidationBatchSize ?? BatchSize ?? Spread(samples, ValidationSteps, nameof(ValidationSteps)), "Training", nameof(ValidationBatchSize));

    private static int Spread(int samples, int? steps, string argument) =>
        steps is { } count ? (samples + Require.Positive(count, "Training", argument) - 1) / count : 32;
}
