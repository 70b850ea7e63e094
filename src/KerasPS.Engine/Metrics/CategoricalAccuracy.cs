using KerasPS.Losses;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The fraction of samples whose largest output is at the position of the one-hot label's 1.</summary>
public sealed class CategoricalAccuracy : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) =>
        yPred.argmax(-1).eq(yTrue.argmax(-1)).to_type(ScalarType.Float32);
}
