using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The mean of <c>max(1 - true · predicted, 0)</c> over the last axis.
/// Labels are -1 and 1; where those of a batch are all 0 or 1, 0 counts as -1. Outputs are signed, as of a layer without activation or
/// with tanh.
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class Hinge(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred) => Margins(yTrue, yPred).mean([-1]);

    internal static Tensor Margins(Tensor yTrue, Tensor yPred) => nn.functional.relu(1.0 - (Signed(yTrue) * yPred));

    /// <summary>What 0 and 1 stand for, without waiting for the device to say whether the labels are that.</summary>
    private static Tensor Signed(Tensor yTrue)
    {
        Tensor areBits = (yTrue * (yTrue - 1.0)).eq(0).all().to_type(yTrue.dtype);
        return (yTrue * (areBits + 1.0)) - areBits;
    }
}
