using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Metrics;

/// <summary>The mean of <c>|true - predicted|</c>.</summary>
[KerasName("mae")]
public sealed class MeanAbsoluteError : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Down;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        (Tensor t, Tensor p) = KerasMath.SameRank(yTrue, yPred);
        return (t - p).abs().mean([-1]);
    }
}
