namespace KerasPS.Metrics;

/// <summary>
/// The best recall among the thresholds where the precision is high enough; 0 where it never is.
/// </summary>
/// <param name="precision">The precision that is high enough, from 0 to 1.</param>
/// <param name="numThresholds">How many thresholds are tried, evenly from 0 to 1.</param>
/// <param name="classId">The class to look at, from 0; all where null.</param>
public sealed class RecallAtPrecision(double precision, int numThresholds = 200, int? classId = null)
    : OperatingPointMetric(precision, nameof(precision), numThresholds, classId, nameof(RecallAtPrecision))
{
    /// <summary>The precision that is high enough.</summary>
    public double Precision { get; } = precision;

    private protected override double Constrained(ConfusionCounts counts) => counts.Precision;

    private protected override double Maximized(ConfusionCounts counts) => counts.Recall;
}
