using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The Kullback-Leibler divergence of the outputs from the labels, both distributions: <c>Σ t ln(t / p)</c> over the last axis, both
/// clipped to [1e-7, 1].
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
[KerasName("kld")]
public sealed class KLDivergence(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor t = yTrue.clamp(KerasMath.Epsilon, 1);
        return (t * (t / yPred.clamp(KerasMath.Epsilon, 1)).log()).sum(-1);
    }
}
