using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The mean of <c>(ln(predicted + 1) - ln(true + 1))²</c> over the last axis. Numbers below 1e-7 count as 1e-7: it is for
/// positive ones, whose ratio matters.
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
[KerasName("msle")]
public sealed class MeanSquaredLogarithmicError(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    internal override bool ComparesAmounts => true;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) =>
        (Logarithm(yPred) - Logarithm(yTrue)).square().mean([-1]);

    private static Tensor Logarithm(Tensor x) => (x.clamp_min(KerasMath.Epsilon) + 1.0).log();
}
