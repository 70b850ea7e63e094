using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// Connectionist temporal classification: for label sequences that are shorter than the outputs and not aligned with them. Labels are
/// <c>(batch, longest)</c> class indices from 1, filled up with 0, the blank; outputs are logits <c>(batch, time, classes)</c>. From
/// "Connectionist Temporal Classification" (Graves et al., 2006). The lengths are read on the CPU, so a GPU is waited for.
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class CTC(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <inheritdoc/>
    public override LabelKind? Labels => null;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        if (yTrue.ndim != 2 || yPred.ndim != 3)
        {
            throw new KerasException(
                "ShapeMismatch",
                $"CTC needs labels of shape (batch, longest) and outputs of shape (batch, time, classes), not ({string.Join(", ", yTrue.shape)}) and ({string.Join(", ", yPred.shape)}).");
        }

        Tensor classes = KerasMath.As(yTrue, ScalarType.Int64);
        Tensor labelLength = classes.ne(0).sum(-1);
        Tensor outputLength = full([yPred.size(0)], yPred.size(1), ScalarType.Int64, yPred.device);
        Tensor logProbability = yPred.transpose(0, 1).log_softmax(-1);
        return nn.functional.ctc_loss(logProbability, classes, outputLength, labelLength, reduction: nn.Reduction.None);
    }
}
