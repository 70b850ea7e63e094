namespace KerasPS.Saving;

/// <summary>How weights are read from a file into a model.</summary>
public sealed record WeightsOptions
{
    /// <summary>The names and the order of axes in the file.</summary>
    public WeightLayout Layout { get; init; }

    /// <summary>
    /// Whether names do not count, for files of other programs' models: each layer takes the first module in the file that is not taken yet and has arrays of
    /// just its kinds and shapes. For PyTorch's layout alone.
    /// </summary>
    public bool ByOrder { get; init; }

    /// <summary>Whether layers that lack something in the file, or find it in another shape, keep their weights instead of this being an error.</summary>
    public bool SkipMismatch { get; init; }

    /// <summary>Receives, for each layer that keeps its weights, why.</summary>
    public Action<string>? Skipped { get; init; }

    /// <summary>Receives what went where, where names do not count.</summary>
    public Action<string>? Matched { get; init; }
}
