using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>
/// The fraction of outputs that equal their labels exactly: for outputs that are class indices themselves. The accuracy of a
/// classifier is what the name <c>accuracy</c> stands for, <see cref="AccuracyByShape"/>.
/// </summary>
public sealed class Accuracy : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = KerasMath.SameRank(yTrue, yPred);
        return yPred.eq(yTrue).to_type(ScalarType.Float32);
    }
}
