using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The base of the cross-entropies of yes-or-no labels.</summary>
public abstract class BinaryLabelLoss : Loss
{
    private protected BinaryLabelLoss(bool fromLogits, double labelSmoothing, int axis, LossReduction reduction)
        : base(reduction)
    {
        FromLogits = fromLogits;
        LabelSmoothing = Require.Fraction(labelSmoothing, ClassName, nameof(labelSmoothing));
        Axis = axis;
    }

    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>How far labels are moved towards ½.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis over which the mean is taken.</summary>
    public int Axis { get; }

    internal override bool RequiresLabelsFrom0To1 => true;

    internal override bool ReadsProbabilities => !FromLogits;

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => ClassProbability.Binary(outputs, FromLogits);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        if (LabelSmoothing > 0)
            yTrue = (yTrue * (1 - LabelSmoothing)) + (LabelSmoothing / 2);
        return PerOutput(yTrue, yPred).mean([Axis]);
    }

    /// <summary>One loss an output.</summary>
    /// <param name="yTrue">The labels, smoothed.</param>
    /// <param name="yPred">The outputs, of the same shape.</param>
    private protected abstract Tensor PerOutput(Tensor yTrue, Tensor yPred);
}
