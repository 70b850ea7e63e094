using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of one-hot labels: <c>-Σ t ln p</c> over the classes. Probabilities are made to sum to 1, then clipped to
/// [1e-7, 1 - 1e-7].
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards 1/K: <c>t (1 - s) + s / K</c> for K classes.</param>
/// <param name="axis">The axis of the classes; -1 is the last one.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
[KerasName("cce")]
public sealed class CategoricalCrossentropy(
    bool fromLogits = false,
    double labelSmoothing = 0.0,
    int axis = -1,
    LossReduction reduction = LossReduction.SumOverBatchSize) : OneHotLabelLoss(fromLogits, labelSmoothing, axis, reduction)
{
    private protected override Tensor PerClass(Tensor yPred) => ClassProbability.Log(yPred, FromLogits, Axis).neg();
}
