using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The base of metrics that count right and wrong predictions of binary labels at one or more thresholds.</summary>
public abstract class ConfusionMetric : Metric
{
    /// <summary>Keras's value for outputs that are not among the top k; as the threshold, only the top k are above it.</summary>
    private protected const double NotAmongLargest = -1e10;

    private readonly ThresholdCounts counts;
    private readonly int? topK;
    private readonly int? classId;

    private protected ConfusionMetric(double[] thresholds, int? topK = null, int? classId = null)
    {
        counts = new ThresholdCounts(thresholds);
        this.topK = topK is { } k ? Require.Positive(k, ClassName, nameof(topK)) : null;
        this.classId = classId is { } id ? Require.NotNegative(id, ClassName, nameof(classId)) : null;
    }

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    /// <summary>Whether each label (column of the outputs) is counted separately, as Keras's <c>multi_label</c>.</summary>
    private protected virtual bool CountsLabelsSeparately => false;

    internal override IReadOnlyList<SavedTensor?> State { get => [counts.State]; set => counts.State = value[0]; }

    /// <inheritdoc/>
    public override void Reset() => counts.Reset();

    /// <inheritdoc/>
    public override double Result() => (float)Value(counts.Result());

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask)
    {
        (yTrue, yPred) = KerasMath.SameRank(yTrue, yPred);
        Tensor? weight = sampleWeight is null ? null : SampleWeights.InRankOf(yPred, sampleWeight);
        if (WeightsOf(yPred) is { } further)
            weight = weight is null ? further : weight * further;
        if (yPred.ndim < 2 && (topK ?? classId) is not null)
            throw new KerasException("ShapeMismatch", $"{ClassName} with top_k or class_id needs outputs of shape (batch, classes), not ({string.Join(", ", yPred.shape)}).");
        if (topK is { } k)
            yPred = TopKOnly(yPred, k);
        if (classId is { } id)
            (yTrue, yPred) = (Column(yTrue, id), Column(yPred, id));
        counts.Add(yTrue, yPred, weight, CountsLabelsSeparately);
    }

    /// <summary>Further weights of the outputs, or null.</summary>
    private protected virtual Tensor? WeightsOf(Tensor yPred) => null;

    /// <summary>The metric's value.</summary>
    /// <param name="counts">The counts of each label that is counted alone, at each threshold.</param>
    private protected abstract double Value(ConfusionCounts[][] counts);

    private Tensor TopKOnly(Tensor yPred, int k)
    {
        Tensor places = yPred.topk(Require.NotAbove(yPred.size(-1), k, ClassName, nameof(topK)), sorted: false).indexes;
        Tensor isLarge = nn.functional.one_hot(places, yPred.size(-1)).sum(-2);
        return (yPred * isLarge) + ((1 - isLarge) * NotAmongLargest);
    }

    private Tensor Column(Tensor values, int column) => values.narrow(-1, Require.NotAbove(values.size(-1) - 1, column, ClassName, nameof(classId)), 1);
}
