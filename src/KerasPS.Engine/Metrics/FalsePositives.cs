namespace KerasPS.Metrics;

/// <summary>The number of outputs above the threshold whose label is 0; with sample weights, the sum of those.</summary>
/// <param name="thresholds">The threshold, from 0 to 1; 0.5 where none is given. Only one: the logs hold one value per metric.</param>
public sealed class FalsePositives(double[]? thresholds = null) : ConfusionCountMetric(thresholds, nameof(FalsePositives))
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Down;

    private protected override double Value(ConfusionCounts[][] counts) => counts[0][0].FalsePositives;
}
