using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of yes-or-no labels in which outputs that are right already count less:
/// <c>(1 - q)^gamma · crossentropy</c>, where q is the probability given to the label. For classes of very different sizes.
/// From "Focal Loss for Dense Object Detection" (Lin et al., 2018).
/// </summary>
/// <param name="applyClassBalancing">Whether yes counts alpha times and no 1 - alpha times.</param>
/// <param name="alpha">The weight of yes, from 0 to 1.</param>
/// <param name="gamma">How much less right outputs count, 0 or above; 0 is the plain cross-entropy.</param>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards ½: <c>t (1 - s) + s / 2</c>.</param>
/// <param name="axis">The axis over which the mean is taken; -1 is the last one.</param>
/// <param name="reduction">How the values of a batch become one number.</param>
public sealed class BinaryFocalCrossentropy(
    bool applyClassBalancing = false,
    double alpha = 0.25,
    double gamma = 2.0,
    bool fromLogits = false,
    double labelSmoothing = 0.0,
    int axis = -1,
    LossReduction reduction = LossReduction.SumOverBatchSize) : BinaryLabelLoss(fromLogits, labelSmoothing, axis, reduction)
{
    /// <summary>Whether yes and no have weights.</summary>
    public bool ApplyClassBalancing { get; } = applyClassBalancing;

    /// <summary>The weight of yes; that of no is 1 - alpha.</summary>
    public double Alpha { get; } = Require.Fraction(alpha, nameof(BinaryFocalCrossentropy), nameof(alpha));

    /// <summary>How much less right outputs count.</summary>
    public double Gamma { get; } = Require.NotNegative(gamma, nameof(BinaryFocalCrossentropy), nameof(gamma));

    private protected override Tensor PerOutput(Tensor yTrue, Tensor yPred)
    {
        Tensor yes = FromLogits ? yPred.sigmoid() : yPred;
        Tensor wrong = (yTrue * (1.0 - yes)) + ((1.0 - yTrue) * yes);
        Tensor losses = wrong.pow(Gamma) * BinaryCrossentropy.OfProbabilities(yTrue, yes);
        return ApplyClassBalancing ? ((yTrue * Alpha) + ((1.0 - yTrue) * (1 - Alpha))) * losses : losses;
    }
}
