using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The mean of <c>predicted - true ln(predicted + 1e-7)</c> over the last axis: for counts, where the outputs are the expected ones.
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class Poisson(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => (yPred - (yTrue * (yPred + KerasMath.Epsilon).log())).mean([-1]);
}
