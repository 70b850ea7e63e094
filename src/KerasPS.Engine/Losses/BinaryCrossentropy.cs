using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of binary labels: <c>-(t ln p + (1 - t) ln(1 - p))</c>, the mean over one axis. Probabilities are
/// clipped to [1e-7, 1 - 1e-7].
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards ½: <c>t (1 - s) + s / 2</c>.</param>
/// <param name="axis">The axis over which the mean is taken; -1 is the last one.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
[KerasName("bce")]
public sealed class BinaryCrossentropy(
    bool fromLogits = false,
    double labelSmoothing = 0.0,
    int axis = -1,
    LossReduction reduction = LossReduction.SumOverBatchSize) : BinaryLabelLoss(fromLogits, labelSmoothing, axis, reduction)
{
    // torch's own operator refuses outputs that are no numbers, on a GPU for the rest of the process
    internal static Tensor OfProbabilities(Tensor yTrue, Tensor yPred)
    {
        Tensor clipped = yPred.clamp(KerasMath.Epsilon, 1 - KerasMath.Epsilon);
        return ((yTrue * clipped.log()) + ((1.0 - yTrue) * (1.0 - clipped).log())).neg();
    }

    private protected override Tensor PerOutput(Tensor yTrue, Tensor yPred) => FromLogits
        ? nn.functional.binary_cross_entropy_with_logits(yPred, yTrue, reduction: nn.Reduction.None)
        : OfProbabilities(yTrue, yPred);
}
