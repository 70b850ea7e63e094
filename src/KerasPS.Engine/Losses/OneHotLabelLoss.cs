using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The base of the cross-entropies of one-hot labels.</summary>
public abstract class OneHotLabelLoss : Loss
{
    private protected OneHotLabelLoss(bool fromLogits, double labelSmoothing, int axis, LossReduction reduction)
        : base(reduction)
    {
        FromLogits = fromLogits;
        LabelSmoothing = Require.Fraction(labelSmoothing, ClassName, nameof(labelSmoothing));
        Axis = axis;
    }

    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>How far labels are moved towards 1/K.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; }

    internal override bool RequiresLabelsFrom0To1 => true;

    internal override bool ReadsProbabilities => !FromLogits;

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => ClassProbability.Categorical(outputs, FromLogits);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        if (LabelSmoothing > 0)
            yTrue = (yTrue * (1 - LabelSmoothing)) + (LabelSmoothing / yPred.size(Axis));
        return (yTrue * PerClass(yPred)).sum(Axis);
    }

    /// <summary>The loss of each class if it were the label.</summary>
    /// <param name="yPred">The outputs.</param>
    private protected abstract Tensor PerClass(Tensor yPred);
}
