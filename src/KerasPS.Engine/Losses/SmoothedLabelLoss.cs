using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The base of cross-entropies whose labels are from 0 to 1 and may be smoothed.</summary>
public abstract class SmoothedLabelLoss : Loss
{
    private protected SmoothedLabelLoss(bool fromLogits, double labelSmoothing, int axis, LossReduction reduction)
        : base(reduction)
    {
        FromLogits = fromLogits;
        LabelSmoothing = Require.Fraction(labelSmoothing, ClassName, nameof(labelSmoothing));
        Axis = axis;
    }

    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; }

    /// <summary>How far labels are moved towards being the same for all classes.</summary>
    public double LabelSmoothing { get; }

    /// <summary>The axis of the outputs of a sample.</summary>
    public int Axis { get; }

    internal override bool RequiresLabelsFrom0To1 => true;

    internal override bool ReadsProbabilities => !FromLogits;

    /// <summary>Labels moved towards 1 / classes.</summary>
    private protected Tensor Smoothed(Tensor yTrue, long classes) =>
        LabelSmoothing > 0 ? (yTrue * (1 - LabelSmoothing)) + (LabelSmoothing / classes) : yTrue;
}
