using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The mean of <c>(true - predicted)²</c>.</summary>
/// <param name="reduction">How the values of a batch become one number.</param>
[KerasName("mse")]
public sealed class MeanSquaredError(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor yTrue, Tensor yPred)
    {
        (Tensor t, Tensor p) = KerasMath.SameRank(yTrue, yPred);
        return (t - p).square().mean([-1]);
    }
}
