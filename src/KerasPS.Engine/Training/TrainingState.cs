namespace KerasPS;

/// <summary>
/// What a training needs, beside the values of the model and its optimizer, to resume as if it had not been interrupted.
/// </summary>
internal sealed record TrainingState
{
    /// <summary>The epoch, from 0, that is being trained or comes next.</summary>
    public required int Epoch { get; init; }

    /// <summary>The number of its batches that are trained; 0 where it has not begun.</summary>
    public required int Batch { get; init; }

    /// <summary>The seed of the training, from which shuffling is derived.</summary>
    public required long Seed { get; init; }

    /// <summary>What the positions above depend on; a training with another fingerprint cannot resume from this state.</summary>
    public required ResumeFingerprint Setting { get; init; }

    /// <summary>The epoch that the pass through the data began in, and the number of its batches that are trained; null where the next epoch begins one.</summary>
    public TrainingPosition? Pass { get; init; }

    /// <summary>The learning rate that the optimizer has; null where a schedule controls it.</summary>
    public double? LearningRate { get; init; }

    /// <summary>The learning rate that the current epoch began with, for its logs.</summary>
    public double EpochLearningRate { get; init; }

    /// <summary>The seconds that the current epoch has taken so far.</summary>
    public double Seconds { get; init; }

    /// <summary>Why the training has been asked to end; null where it has not.</summary>
    public StopReason? Stop { get; init; }

    /// <summary>The message that explains it.</summary>
    public string StopMessage { get; init; } = "";

    /// <summary>The state of the generator of the training's random numbers.</summary>
    public required SavedTensor Generator { get; init; }

    /// <summary>The running losses and metrics of the current epoch.</summary>
    public required IReadOnlyList<IReadOnlyList<SavedTensor?>> Running { get; init; }

    /// <summary>The state of layers apart from their variables, e.g. generators of their own, by the layers' paths.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<SavedTensor>> Layers { get; init; }

    /// <summary>The columns of the epochs' logs; null before the first epoch has ended.</summary>
    public IReadOnlyList<string>? Columns { get; init; }

    /// <summary>The state of each callback, in their order.</summary>
    public required IReadOnlyList<SavedCallback> Callbacks { get; init; }
}
