using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The share of samples whose k largest outputs include that of the label, a class index.</summary>
/// <param name="k">How many outputs may hold the label, at most as many as there are.</param>
/// <param name="fromSortedIds">Whether the outputs are no scores but class numbers, the likeliest first.</param>
public sealed class SparseTopKCategoricalAccuracy(int k = 5, bool fromSortedIds = false) : MeanMetric
{
    /// <summary>How many outputs may hold the label.</summary>
    public int K { get; } = Require.Positive(k, nameof(SparseTopKCategoricalAccuracy), nameof(k));

    /// <summary>Whether the outputs are class numbers.</summary>
    public bool FromSortedIds { get; } = fromSortedIds;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => FromSortedIds ? null : LabelKind.ClassIndex;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor classes = KerasMath.ClassIndices(yTrue, yPred);
        if (!FromSortedIds)
            return TopKCategoricalAccuracy.AreAmongLargest(classes, yPred, K, ClassName);
        Tensor first = yPred.narrow(-1, 0, Math.Min(K, yPred.size(-1)));
        return first.eq(classes.unsqueeze(-1)).to_type(ScalarType.Float32).amax(-1);
    }
}
