using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// One less the Dice coefficient, for segmentation: <c>1 - 2 Σ t p / (Σ t + Σ p + 1e-7)</c>. 0 where outputs and labels cover each
/// other, 1 where they have nothing in common.
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
/// <param name="axis">The axes over which one value is computed, e.g. 1, 2, 3 for one value per image; all where null, which makes one value of the whole batch.</param>
public sealed class Dice(
    LossReduction reduction = LossReduction.SumOverBatchSize,
    long[]? axis = null) : Loss(reduction)
{
    /// <summary>The axes over which one value is computed; null for all.</summary>
    public long[]? Axis { get; } = axis;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) =>
        1.0 - (Over(yTrue * yPred, Axis) * 2.0 / (Over(yTrue, Axis) + Over(yPred, Axis) + KerasMath.Epsilon));

    internal static Tensor Over(Tensor x, long[]? axis) => axis is null ? x.sum() : x.sum(axis);
}
