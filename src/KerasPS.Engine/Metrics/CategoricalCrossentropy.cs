namespace KerasPS.Metrics;

/// <summary>
/// The cross-entropy of one-hot labels: <c>-Σ t ln p</c> over the classes. Probabilities are made to sum to 1, then clipped to
/// [1e-7, 1 - 1e-7].
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards 1/K: <c>t (1 - s) + s / K</c> for K classes.</param>
/// <param name="axis">The axis of the classes; -1 is the last one.</param>
public sealed class CategoricalCrossentropy(bool fromLogits = false, double labelSmoothing = 0.0, int axis = -1)
    : LossMetric(new Losses.CategoricalCrossentropy(fromLogits: fromLogits, labelSmoothing: labelSmoothing, axis: axis))
{
    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <summary>How far labels are moved towards 1/K.</summary>
    public double LabelSmoothing { get; } = labelSmoothing;

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; } = axis;
}
