using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The mean of <c>100 |true - predicted| / |true|</c> over the last axis, in percent. A label nearer to 0 than 1e-7 counts as 1e-7.
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
[KerasName("mape")]
public sealed class MeanAbsolutePercentageError(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    internal override bool ComparesAmounts => true;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) =>
        ((yTrue - yPred) / yTrue.abs().clamp_min(KerasMath.Epsilon)).abs().mean([-1]) * 100.0;
}
