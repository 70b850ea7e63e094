using KerasPS.Losses;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The fraction of samples whose k largest outputs include the position of the one-hot label's 1.</summary>
/// <param name="k">How many of the largest outputs may hold the label.</param>
public sealed class TopKCategoricalAccuracy(int k = 5) : MeanMetric
{
    /// <summary>How many of the largest outputs may hold the label.</summary>
    public int K { get; } = Require.Positive(k, nameof(TopKCategoricalAccuracy), nameof(k));

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => InTopK(yTrue.argmax(-1), yPred, K, ClassName);

    /// <summary>Whether the output of each class is among the k largest of its sample, as 0 or 1; equal outputs all are.</summary>
    internal static Tensor InTopK(Tensor classes, Tensor yPred, int k, string className)
    {
        Tensor largest = yPred.topk(Require.NotAbove(yPred.size(-1), k, className, nameof(k)), sorted: false).values;
        return yPred.gather(-1, classes.unsqueeze(-1)).squeeze(-1).ge(largest.amin(-1)).to_type(ScalarType.Float32);
    }
}
