namespace KerasPS.Metrics;

/// <summary>The number of outputs above the threshold whose label is 1; with sample weights, the sum of those.</summary>
/// <param name="thresholds">The threshold, from 0 to 1; 0.5 where none is given. Only one: the logs hold one value per metric.</param>
public sealed class TruePositives(double[]? thresholds = null) : ConfusionCountMetric(thresholds, nameof(TruePositives))
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    private protected override double Value(ConfusionCounts[][] counts) => counts[0][0].TruePositives;
}
