namespace KerasPS.Metrics;

/// <summary>
/// The best specificity (the true negative rate) among the thresholds where the sensitivity (the true positive rate)
/// is high enough; 0 where it never is.
/// </summary>
/// <param name="sensitivity">The sensitivity that is high enough, from 0 to 1.</param>
/// <param name="numThresholds">How many thresholds are tried, evenly from 0 to 1.</param>
/// <param name="classId">The class to look at, from 0; all where null.</param>
public sealed class SpecificityAtSensitivity(double sensitivity, int numThresholds = 200, int? classId = null)
    : OperatingPointMetric(sensitivity, nameof(sensitivity), numThresholds, classId, nameof(SpecificityAtSensitivity))
{
    /// <summary>The sensitivity that is high enough.</summary>
    public double Sensitivity { get; } = sensitivity;

    private protected override double Constrained(ConfusionCounts counts) => counts.Recall;

    private protected override double Maximized(ConfusionCounts counts) => counts.Specificity;
}
