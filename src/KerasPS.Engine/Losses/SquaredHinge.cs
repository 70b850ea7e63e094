using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The mean of <c>max(1 - true · predicted, 0)²</c> over the last axis.
/// Labels are -1 and 1; where those of a batch are all 0 or 1, 0 counts as -1. Outputs are signed, as of a layer without activation or
/// with tanh.
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class SquaredHinge(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => Hinge.Margins(yTrue, yPred).square().mean([-1]);
}
