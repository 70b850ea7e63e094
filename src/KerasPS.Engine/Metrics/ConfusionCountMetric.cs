namespace KerasPS.Metrics;

/// <summary>The base of metrics that are one of the counts of a confusion matrix.</summary>
public abstract class ConfusionCountMetric : ConfusionMetric
{
    private protected ConfusionCountMetric(double[]? thresholds, string className)
        : base([Require.OneFraction(thresholds, 0.5, className, nameof(thresholds))]) => Thresholds = thresholds;

    /// <summary>The threshold; null for 0.5.</summary>
    public double[]? Thresholds { get; }
}
