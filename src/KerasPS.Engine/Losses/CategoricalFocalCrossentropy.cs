using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of one-hot labels in which easy samples, whose outputs are right already, count less:
/// <c>-Σ alpha (1 - p)^gamma t ln p</c>. For imbalanced classes. From "Focal Loss for Dense Object Detection"
/// (Lin et al., 2018). Probabilities are treated as by <see cref="CategoricalCrossentropy"/>.
/// </summary>
/// <param name="alpha">The weight of all classes, or one weight per class; 0.25 where none is given.</param>
/// <param name="gamma">The focusing parameter: how much less right outputs count, 0 or above; 0 is the plain cross-entropy times alpha.</param>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards 1/K: <c>t (1 - s) + s / K</c> for K classes.</param>
/// <param name="axis">The axis of the classes; -1 is the last one.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class CategoricalFocalCrossentropy(
    double[]? alpha = null,
    double gamma = 2.0,
    bool fromLogits = false,
    double labelSmoothing = 0.0,
    int axis = -1,
    LossReduction reduction = LossReduction.SumOverBatchSize) : OneHotLabelLoss(fromLogits, labelSmoothing, axis, reduction)
{
    private readonly Numerics.DeviceConstant weights = new(alpha ?? [0.25]);

    /// <summary>The weight of all classes, or one weight per class.</summary>
    public double[] Alpha { get; } = alpha ?? [0.25];

    /// <summary>The focusing parameter: how much less right outputs count.</summary>
    public double Gamma { get; } = Require.NotNegative(gamma, nameof(CategoricalFocalCrossentropy), nameof(gamma));

    private protected override Tensor PerClass(Tensor yPred)
    {
        Tensor probabilities = ClassProbability.Clipped(FromLogits ? yPred.softmax(Axis) : yPred, Axis);
        return (1.0 - probabilities).pow(Gamma) * weights.Like(yPred) * probabilities.log().neg();
    }
}
