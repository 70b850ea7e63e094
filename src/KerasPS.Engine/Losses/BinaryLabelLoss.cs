using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The base of the cross-entropies of binary labels.</summary>
public abstract class BinaryLabelLoss : SmoothedLabelLoss
{
    private protected BinaryLabelLoss(bool fromLogits, double labelSmoothing, int axis, LossReduction reduction)
        : base(fromLogits, labelSmoothing, axis, reduction)
    {
    }

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => ClassProbability.Binary(outputs, FromLogits);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => PerOutput(Smoothed(yTrue, 2), yPred).mean([Axis]);

    /// <summary>One loss per output.</summary>
    /// <param name="yTrue">The labels, smoothed.</param>
    /// <param name="yPred">The outputs, of the same shape.</param>
    private protected abstract Tensor PerOutput(Tensor yTrue, Tensor yPred);
}
