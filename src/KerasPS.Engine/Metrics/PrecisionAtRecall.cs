namespace KerasPS.Metrics;

/// <summary>
/// The best precision among the thresholds where the recall is high enough; 0 where it never is.
/// </summary>
/// <param name="recall">The recall that is high enough, from 0 to 1.</param>
/// <param name="numThresholds">How many thresholds are tried, evenly from 0 to 1.</param>
/// <param name="classId">The class to look at, from 0; all where null.</param>
public sealed class PrecisionAtRecall(double recall, int numThresholds = 200, int? classId = null)
    : OperatingPointMetric(recall, nameof(recall), numThresholds, classId, nameof(PrecisionAtRecall))
{
    /// <summary>The recall that is high enough.</summary>
    public double Recall { get; } = recall;

    private protected override double Constrained(ConfusionCounts counts) => counts.Recall;

    private protected override double Maximized(ConfusionCounts counts) => counts.Precision;
}
