using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// Like <see cref="Dice"/> with weights for the two kinds of error:
/// <c>1 - Σ t p / (Σ t p + alpha Σ (1 - t) p + beta Σ t (1 - p) + 1e-7)</c>. From "Tversky loss function for image segmentation"
/// (Salehi et al., 2017).
/// </summary>
/// <param name="alpha">The weight of outputs where the label is 0 (false positives).</param>
/// <param name="beta">The weight of missing outputs where the label is 1 (false negatives).</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
/// <param name="axis">The axes over which one value is computed, e.g. 1, 2, 3 for one value per image; all where null, which makes one value of the whole batch.</param>
public sealed class Tversky(
    double alpha = 0.5,
    double beta = 0.5,
    LossReduction reduction = LossReduction.SumOverBatchSize,
    long[]? axis = null) : Loss(reduction)
{
    /// <summary>The weight of false positives.</summary>
    public double Alpha { get; } = alpha;

    /// <summary>The weight of false negatives.</summary>
    public double Beta { get; } = beta;

    /// <summary>The axes over which one value is computed; null for all.</summary>
    public long[]? Axis { get; } = axis;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor both = Dice.Over(yTrue * yPred, Axis);
        Tensor falsePositives = Dice.Over((1.0 - yTrue) * yPred, Axis);
        Tensor falseNegatives = Dice.Over(yTrue * (1.0 - yPred), Axis);
        return 1.0 - (both / (both + (falsePositives * Alpha) + (falseNegatives * Beta) + KerasMath.Epsilon));
    }
}
