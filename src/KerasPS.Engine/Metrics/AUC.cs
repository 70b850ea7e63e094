using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The area under a curve that shows how well outputs separate labels of 1 from labels of 0 at all thresholds: 1 for perfect, and under the
/// ROC curve ½ for chance. Outputs are probabilities or logits.
/// </summary>
/// <param name="numThresholds">How many thresholds approximate the curve, 2 or more; without effect where thresholds are given.</param>
/// <param name="curve">The curve.</param>
/// <param name="summationMethod">How high the curve is between two thresholds.</param>
/// <param name="thresholds">The thresholds, from 0 to 1; one below 0 and one above 1 are added. Evenly spaced where null.</param>
/// <param name="multiLabel">Whether each column of the outputs <c>(batch, labels)</c> has a curve of its own; the value is the mean of their areas.</param>
/// <param name="numLabels">The number of labels, only where each column has a curve of its own; any where null.</param>
/// <param name="labelWeights">A weight for each column: of its area where it has a curve of its own, else of its outputs.</param>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
public sealed class AUC(
    int numThresholds = 200,
    AUCCurve curve = AUCCurve.ROC,
    AUCSummationMethod summationMethod = AUCSummationMethod.Interpolation,
    double[]? thresholds = null,
    bool multiLabel = false,
    int? numLabels = null,
    double[]? labelWeights = null,
    bool fromLogits = false) : ConfusionMetric(AllThresholds(numThresholds, thresholds))
{
    private readonly DeviceConstant? outputWeights = labelWeights is null || multiLabel ? null : new(labelWeights);

    /// <summary>How many thresholds approximate the curve.</summary>
    public int NumThresholds { get; } = numThresholds;

    /// <summary>The curve.</summary>
    public AUCCurve Curve { get; } = curve;

    /// <summary>How high the curve is between two thresholds.</summary>
    public AUCSummationMethod SummationMethod { get; } = summationMethod;

    /// <summary>The thresholds; null for evenly spaced ones.</summary>
    public double[]? Thresholds { get; } = thresholds;

    /// <summary>Whether each column has a curve of its own.</summary>
    public bool MultiLabel { get; } = multiLabel;

    /// <summary>The number of labels; null for any.</summary>
    public int? NumLabels { get; } = numLabels is null || multiLabel ? numLabels : throw Refused("num_labels is only for multi_label");

    /// <summary>A weight for each column, or null.</summary>
    public double[]? LabelWeights { get; } = labelWeights;

    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    private protected override bool CountsLabelsSeparately => MultiLabel;

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask)
    {
        if (MultiLabel && (yPred.ndim != 2 || (NumLabels ?? yPred.size(-1)) != yPred.size(-1)))
            throw Refused($"multi_label needs outputs of shape (batch, {(NumLabels is { } n ? n : "labels")}), not ({string.Join(", ", yPred.shape)})");
        base.Accumulate(yTrue, FromLogits ? yPred.sigmoid() : yPred, sampleWeight, mask);
    }

    private protected override Tensor? WeightsOf(Tensor yPred) => outputWeights?.Like(yPred);

    private protected override double Value(ConfusionCounts[][] counts)
    {
        double[] areas = Array.ConvertAll(counts, Area);
        double[] weights = MultiLabel && LabelWeights is not null ? LabelWeights : Array.ConvertAll(areas, _ => 1.0);
        return ConfusionCounts.Ratio(areas.Zip(weights, (area, weight) => area * weight).Sum(), weights.Sum());
    }

    private double Area(ConfusionCounts[] counts) => Enumerable.Range(0, counts.Length - 1).Sum(i =>
        Curve == AUCCurve.PR && SummationMethod == AUCSummationMethod.Interpolation
            ? InterpolatedPrecision(counts[i], counts[i + 1])
            : Strip(Point(counts[i]), Point(counts[i + 1])));

    private (double X, double Y) Point(ConfusionCounts counts) => Curve switch
    {
        AUCCurve.ROC => (counts.FalsePositiveRate, counts.Recall),
        AUCCurve.PR => (counts.Recall, counts.Precision),
        _ => Gains(counts),
    };

    private double Strip((double X, double Y) left, (double X, double Y) right) => (left.X - right.X) * SummationMethod switch
    {
        AUCSummationMethod.Majoring => Math.Max(left.Y, right.Y),
        AUCSummationMethod.Minoring => Math.Min(left.Y, right.Y),
        _ => (left.Y + right.Y) / 2,
    };

    /// <summary>"Precision-Recall-Gain Curves: PR Analysis Done Right" (Flach and Kull, 2015).</summary>
    private static (double X, double Y) Gains(ConfusionCounts counts)
    {
        if (counts.TruePositives == 0)
            return (0, 1);
        double odds = ConfusionCounts.Ratio(counts.TruePositives + counts.FalseNegatives, counts.TrueNegatives + counts.FalsePositives);
        return (
            Math.Max(0, 1 - (odds * counts.FalseNegatives / counts.TruePositives)),
            1 - (odds * counts.FalsePositives / counts.TruePositives));
    }

    /// <summary>
    /// The area between two thresholds where true positives grow evenly with all that is predicted: "The Relationship Between
    /// Precision-Recall and ROC Curves" (Davis and Goadrich, 2006).
    /// </summary>
    private static double InterpolatedPrecision(ConfusionCounts lower, ConfusionCounts higher)
    {
        double gained = lower.TruePositives - higher.TruePositives;
        double predictedBelow = lower.TruePositives + lower.FalsePositives;
        double predictedAbove = higher.TruePositives + higher.FalsePositives;
        double slope = ConfusionCounts.Ratio(gained, Math.Max(predictedBelow - predictedAbove, 0));
        double intercept = higher.TruePositives - (slope * predictedAbove);
        double growth = predictedBelow > 0 && predictedAbove > 0 ? predictedBelow / predictedAbove : 1;
        return ConfusionCounts.Ratio(slope * (gained + (intercept * Math.Log(growth))), higher.TruePositives + higher.FalseNegatives);
    }

    private static double[] AllThresholds(int number, double[]? given)
    {
        Require.NotBelow(2, number, nameof(AUC), nameof(numThresholds));
        IEnumerable<double> inner = given is null
            ? Enumerable.Range(1, number - 2).Select(i => i / (number - 1.0))
            : given.Select(threshold => Require.Fraction(threshold, nameof(AUC), nameof(thresholds))).Order();
        return [-KerasMath.Epsilon, .. inner, 1 + KerasMath.Epsilon];
    }

    private static KerasException Refused(string problem) => KerasException.InvalidValue(nameof(AUC), $"{problem}.");
}
