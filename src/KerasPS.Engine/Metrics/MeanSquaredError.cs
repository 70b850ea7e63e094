using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The mean of <c>(true - predicted)²</c>.</summary>
[KerasName("mse")]
public sealed class MeanSquaredError : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Down;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        (Tensor t, Tensor p) = KerasMath.SameRank(yTrue, yPred);
        return (t - p).square().mean([-1]);
    }
}
