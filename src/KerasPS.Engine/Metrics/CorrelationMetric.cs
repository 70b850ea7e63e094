using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The base of metrics that compare how labels and outputs vary along an axis: one value for each place on the others.</summary>
/// <param name="axis">The axis.</param>
public abstract class CorrelationMetric(int axis) : MeanMetric
{
    /// <summary>The axis along which values are compared.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Up;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = KerasMath.SameRank(yTrue, yPred);
        (Tensor trueMean, Tensor trueVariance) = KerasMath.Moments(yTrue, [Axis]);
        (Tensor predictedMean, Tensor predictedVariance) = KerasMath.Moments(yPred, [Axis]);
        Tensor covariance = ((yTrue - trueMean) * (yPred - predictedMean)).mean([Axis]);
        return Correlation(covariance, trueVariance.squeeze(Axis), predictedVariance.squeeze(Axis), (trueMean - predictedMean).squeeze(Axis));
    }

    /// <summary>The value.</summary>
    /// <param name="covariance">The covariance of labels and outputs.</param>
    /// <param name="trueVariance">The variance of the labels.</param>
    /// <param name="predictedVariance">The variance of the outputs.</param>
    /// <param name="shift">How far apart the means are.</param>
    private protected abstract Tensor Correlation(Tensor covariance, Tensor trueVariance, Tensor predictedVariance, Tensor shift);
}
