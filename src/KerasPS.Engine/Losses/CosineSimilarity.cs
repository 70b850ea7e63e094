using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cosine of the angle between labels and outputs, negated so that training makes them point one way: -1 for the same direction,
/// 0 for right angles, 1 for opposite ones. A vector of zeros has the loss 0.
/// </summary>
/// <param name="axis">The axis along which the vectors lie; -1 is the last one.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class CosineSimilarity(
    int axis = -1,
    LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <summary>The axis along which the vectors lie.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) =>
        (KerasMath.UnitLength(yTrue, [Axis]) * KerasMath.UnitLength(yPred, [Axis])).sum(Axis).neg();
}
