using System.Globalization;

namespace KerasPS;

/// <summary>What decides which samples are in which batch, and what is counted of them.</summary>
/// <param name="Samples">The number of training samples.</param>
/// <param name="BatchSize">The number of samples in a batch.</param>
/// <param name="Steps">The number of batches in an epoch.</param>
/// <param name="InitialEpoch">The epoch that the training began with.</param>
/// <param name="Shuffle">The order of the samples.</param>
/// <param name="Metrics">The names of what is reported.</param>
internal sealed record ResumeFingerprint(int Samples, int BatchSize, int Steps, int InitialEpoch, string Shuffle, string Metrics)
{
    /// <summary>The setting in a sentence.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Samples} samples in batches of {BatchSize}, {Steps} batches per epoch from epoch {InitialEpoch + 1} on, shuffled '{Shuffle}', reporting {Metrics}");
}
