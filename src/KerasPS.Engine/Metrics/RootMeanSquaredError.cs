using KerasPS.Losses;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The square root of the mean of <c>(true - predicted)²</c> over all outputs. As in Keras a mask is not looked at.</summary>
public sealed class RootMeanSquaredError : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Down;

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.SameShape;

    /// <inheritdoc/>
    public override double Result() => (float)Math.Sqrt(base.Result());

    /// <inheritdoc/>
    protected override void Accumulate(Tensor yTrue, Tensor yPred, Tensor? sampleWeight, Tensor? mask) =>
        base.Accumulate(yTrue, yPred, sampleWeight, mask: null);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = KerasMath.SameRank(yTrue, yPred);
        return (yPred - yTrue).square();
    }
}
