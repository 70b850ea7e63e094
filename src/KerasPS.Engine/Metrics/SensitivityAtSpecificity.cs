namespace KerasPS.Metrics;

/// <summary>
/// The best sensitivity (the true positive rate) among the thresholds where the specificity (the true negative rate)
/// is high enough; 0 where it never is.
/// </summary>
/// <param name="specificity">The specificity that is high enough, from 0 to 1.</param>
/// <param name="numThresholds">How many thresholds are tried, evenly from 0 to 1.</param>
/// <param name="classId">The class to look at, from 0; all where null.</param>
public sealed class SensitivityAtSpecificity(double specificity, int numThresholds = 200, int? classId = null)
    : OperatingPointMetric(specificity, nameof(specificity), numThresholds, classId, nameof(SensitivityAtSpecificity))
{
    /// <summary>The specificity that is high enough.</summary>
    public double Specificity { get; } = specificity;

    private protected override double Constrained(ConfusionCounts counts) => counts.Specificity;

    private protected override double Maximized(ConfusionCounts counts) => counts.Recall;
}
