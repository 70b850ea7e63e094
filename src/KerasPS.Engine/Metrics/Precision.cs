namespace KerasPS.Metrics;

/// <summary>Of the outputs above the threshold, the fraction whose label is 1: <c>TP / (TP + FP)</c>, 0 where there are none.</summary>
/// <param name="thresholds">
/// The threshold, from 0 to 1; 0.5 where none is given, or none at all where only the largest outputs count. Only one: the logs hold one
/// value per metric.
/// </param>
/// <param name="topK">Only the largest outputs of a sample, this many, count as predictions of 1; all where null.</param>
/// <param name="classId">The class to look at, from 0; all where null.</param>
public sealed class Precision(double[]? thresholds = null, int? topK = null, int? classId = null)
    : ConfusionMetric([Require.OneFraction(thresholds, topK is null ? 0.5 : NotAmongLargest, nameof(Precision), nameof(thresholds))], topK, classId)
{
    /// <summary>The threshold; null for the default.</summary>
    public double[]? Thresholds { get; } = thresholds;

    /// <summary>How many of a sample's outputs count; null for all.</summary>
    public int? TopK { get; } = topK;

    /// <summary>The class to look at; null for all.</summary>
    public int? ClassId { get; } = classId;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    private protected override double Value(ConfusionCounts[][] counts) => counts[0][0].Precision;
}
