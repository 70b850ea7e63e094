using KerasPS.Configuration;

namespace KerasPS.Metrics;

/// <summary>
/// The cross-entropy of binary labels: <c>-(t ln p + (1 - t) ln(1 - p))</c>, the mean over one axis. Probabilities are
/// clipped to [1e-7, 1 - 1e-7].
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards ½: <c>t (1 - s) + s / 2</c>.</param>
[KerasName("bce")]
public sealed class BinaryCrossentropy(bool fromLogits = false, double labelSmoothing = 0.0)
    : LossMetric(new Losses.BinaryCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing))
{
    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <summary>How far labels are moved towards ½.</summary>
    public double LabelSmoothing { get; } = labelSmoothing;
}
