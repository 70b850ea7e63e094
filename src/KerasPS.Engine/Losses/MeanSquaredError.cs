using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The mean of <c>(true - predicted)²</c> over the last axis.</summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
[KerasName("mse")]
public sealed class MeanSquaredError(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    internal override bool ComparesAmounts => true;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => (yTrue - yPred).square().mean([-1]);
}
