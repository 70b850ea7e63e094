using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The weighted harmonic mean of precision and recall, <c>(1 + beta²) · precision · recall / (beta² · precision + recall)</c>, for labels
/// and outputs of shape <c>(batch, classes)</c>.
/// </summary>
/// <param name="average">
/// How the scores of classes become one number. Keras's default, one number per class, is left out: the logs hold one value per metric.
/// </param>
/// <param name="beta">The weight of recall relative to precision, above 0.</param>
/// <param name="threshold">Outputs above it are predicted, above 0 and at most 1; the largest one of each sample where null.</param>
public class FBetaScore(FScoreAverage average, double beta = 1.0, double? threshold = null) : Metric
{
    private readonly RunningSum sums = new();

    /// <summary>How the scores of classes become one number.</summary>
    public FScoreAverage Average { get; } = average;

    /// <summary>The weight of recall relative to precision.</summary>
    public double Beta { get; } = Require.Positive(beta, nameof(FBetaScore), nameof(beta));

    /// <summary>Outputs above it are predicted; the largest one where null.</summary>
    public double? Threshold { get; } = threshold is { } value
        ? Require.Fraction(Require.Positive(value, nameof(FBetaScore), nameof(threshold)), nameof(FBetaScore), nameof(threshold))
        : null;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    private protected override string DefaultName => "fbeta_score";

    internal override IReadOnlyList<SavedTensor?> State { get => [sums.State]; set => sums.State = value[0]; }

    /// <inheritdoc/>
    public override void Reset() => sums.Reset();

    /// <inheritdoc/>
    public override double Result()
    {
        if (sums.Result() is not { } counted)
            return 0;
        int classes = counted.Length / 3;
        double[] both = counted[..classes];
        double[] predicted = counted[classes..(2 * classes)];
        double[] labelled = counted[(2 * classes)..];
        if (Average == FScoreAverage.Micro)
            return (float)Score(both.Sum(), predicted.Sum(), labelled.Sum());
        double[] scores = Enumerable.Range(0, classes).Select(i => Score(both[i], predicted[i], labelled[i])).ToArray();
        return (float)(Average == FScoreAverage.Macro
            ? scores.Average()
            : scores.Zip(labelled, (score, weight) => score * weight).Sum() / (labelled.Sum() + KerasMath.Epsilon));
    }

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask)
    {
        if (yTrue.ndim != 2 || yPred.ndim != 2)
        {
            throw new KerasException(
                "ShapeMismatch", $"{ClassName} needs labels and outputs of shape (batch, classes), not ({string.Join(", ", yTrue.shape)}) and ({string.Join(", ", yPred.shape)}).");
        }

        Tensor predicted = Predicted(yPred);
        Tensor[] counted = [predicted * yTrue, predicted, yTrue];
        if (sampleWeight is not null)
            counted = Array.ConvertAll(counted, values => values * SampleWeights.InRankOf(values, sampleWeight));
        sums.Add(stack(Array.ConvertAll(counted, values => values.sum([0]))));
    }

    private Tensor Predicted(Tensor yPred)
    {
        Tensor isPredicted = Threshold is { } least
            ? yPred.gt(least)
            : yPred.ge(yPred.amax(-1).unsqueeze(-1)) * yPred.abs().gt(1e-9);
        return KerasMath.As(isPredicted, yPred.dtype);
    }

    private double Score(double both, double predicted, double labelled)
    {
        double precision = both / (predicted + KerasMath.Epsilon);
        double recall = both / (labelled + KerasMath.Epsilon);
        double square = Beta * Beta;
        return (1 + square) * precision * recall / ((square * precision) + recall + KerasMath.Epsilon);
    }
}
