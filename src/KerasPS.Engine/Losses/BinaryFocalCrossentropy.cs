using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of binary labels in which easy samples, whose outputs are right already, count less:
/// <c>(1 - q)^gamma · crossentropy</c>, where q is the probability given to the label. For imbalanced classes.
/// From "Focal Loss for Dense Object Detection" (Lin et al., 2018).
/// </summary>
/// <param name="applyClassBalancing">Whether the class 1 has the weight alpha and the class 0 the weight 1 - alpha.</param>
/// <param name="alpha">The weight of the class 1, from 0 to 1.</param>
/// <param name="gamma">The focusing parameter: how much less right outputs count, 0 or above; 0 is the plain cross-entropy.</param>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards ½: <c>t (1 - s) + s / 2</c>.</param>
/// <param name="axis">The axis over which the mean is taken; -1 is the last one.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class BinaryFocalCrossentropy(
    bool applyClassBalancing = false,
    double alpha = 0.25,
    double gamma = 2.0,
    bool fromLogits = false,
    double labelSmoothing = 0.0,
    int axis = -1,
    LossReduction reduction = LossReduction.SumOverBatchSize) : BinaryLabelLoss(fromLogits, labelSmoothing, axis, reduction)
{
    /// <summary>Whether the two classes have weights.</summary>
    public bool ApplyClassBalancing { get; } = applyClassBalancing;

    /// <summary>The weight of the class 1; that of the class 0 is 1 - alpha.</summary>
    public double Alpha { get; } = Require.Fraction(alpha, nameof(BinaryFocalCrossentropy), nameof(alpha));

    /// <summary>The focusing parameter: how much less right outputs count.</summary>
    public double Gamma { get; } = Require.NotNegative(gamma, nameof(BinaryFocalCrossentropy), nameof(gamma));

    private protected override Tensor PerOutput(Tensor yTrue, Tensor yPred)
    {
        Tensor yes = FromLogits ? yPred.sigmoid() : yPred;
        Tensor wrong = (yTrue * (1.0 - yes)) + ((1.0 - yTrue) * yes);
        Tensor losses = wrong.pow(Gamma) * BinaryCrossentropy.OfProbabilities(yTrue, yes);
        return ApplyClassBalancing ? ((yTrue * Alpha) + ((1.0 - yTrue) * (1 - Alpha))) * losses : losses;
    }
}
