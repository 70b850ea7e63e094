using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The fraction of samples whose largest output is at the label, a class index.</summary>
public sealed class SparseCategoricalAccuracy : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.ClassIndex;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) =>
        yPred.argmax(-1).eq(KerasMath.ClassIndices(yTrue, yPred)).to_type(ScalarType.Float32);
}
