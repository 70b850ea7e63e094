using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The fraction of samples whose k largest outputs include that of the label, a class index.</summary>
/// <param name="k">How many of the largest outputs may hold the label.</param>
/// <param name="fromSortedIds">Whether the outputs are not scores but class indices, the likeliest first.</param>
public sealed class SparseTopKCategoricalAccuracy(int k = 5, bool fromSortedIds = false) : MeanMetric
{
    /// <summary>How many of the largest outputs may hold the label.</summary>
    public int K { get; } = Require.Positive(k, nameof(SparseTopKCategoricalAccuracy), nameof(k));

    /// <summary>Whether the outputs are class indices.</summary>
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
            return TopKCategoricalAccuracy.InTopK(classes, yPred, K, ClassName);
        Tensor first = yPred.narrow(-1, 0, Math.Min(K, yPred.size(-1)));
        return first.eq(classes.unsqueeze(-1)).to_type(ScalarType.Float32).amax(-1);
    }
}
