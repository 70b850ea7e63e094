namespace KerasPS.Metrics;

/// <summary>The base of metrics that are the best of one rate among the thresholds at which another is high enough.</summary>
public abstract class OperatingPointMetric : ConfusionMetric
{
    private readonly double least;

    private protected OperatingPointMetric(double least, string argument, int numThresholds, int? classId, string className)
        : base(Thresholds(numThresholds, className), classId: classId)
    {
        this.least = Require.Fraction(least, className, argument);
        NumThresholds = numThresholds;
        ClassId = classId;
    }

    /// <summary>The number of thresholds, evenly from 0 to 1.</summary>
    public int NumThresholds { get; }

    /// <summary>The class to look at; null for all.</summary>
    public int? ClassId { get; }

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    private protected override double Value(ConfusionCounts[][] counts) =>
        counts[0].Where(at => (float)Constrained(at) >= (float)least).Select(Maximized).Append(0).Max();

    private protected abstract double Constrained(ConfusionCounts counts);

    private protected abstract double Maximized(ConfusionCounts counts);

    private static double[] Thresholds(int number, string className)
    {
        Require.Positive(number, className, nameof(NumThresholds));
        return number == 1 ? [0.5] : Enumerable.Range(0, number).Select(i => i / (number - 1.0)).ToArray();
    }
}
