using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The mean of <c>|true - predicted|</c> over the last axis.</summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
[KerasName("mae")]
public sealed class MeanAbsoluteError(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    internal override bool ComparesAmounts => true;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => (yTrue - yPred).abs().mean([-1]);
}
