using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The fraction of outputs that lie on their label's side of a threshold.</summary>
/// <param name="threshold">Outputs above it count as 1.</param>
public sealed class BinaryAccuracy(double threshold = 0.5) : MeanMetric
{
    /// <summary>Outputs above it count as 1.</summary>
    public double Threshold { get; } = threshold;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = KerasMath.SameRank(yTrue, yPred);
        return yPred.gt(Threshold).to_type(yTrue.dtype).eq(yTrue).to_type(ScalarType.Float32);
    }
}
