using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The base of the cross-entropies of one-hot labels.</summary>
public abstract class OneHotLabelLoss : SmoothedLabelLoss
{
    private protected OneHotLabelLoss(bool fromLogits, double labelSmoothing, int axis, LossReduction reduction)
        : base(fromLogits, labelSmoothing, axis, reduction)
    {
    }

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => ClassProbability.Categorical(outputs, FromLogits);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => (Smoothed(yTrue, yPred.size(Axis)) * PerClass(yPred)).sum(Axis);

    /// <summary>The loss of each class if it were the label.</summary>
    /// <param name="yPred">The outputs.</param>
    private protected abstract Tensor PerClass(Tensor yPred);
}
