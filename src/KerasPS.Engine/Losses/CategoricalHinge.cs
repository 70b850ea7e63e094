using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// <c>max(n - p + 1, 0)</c> for one-hot labels, where p is the output of the label's class and n the largest of the others (or 0).
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class CategoricalHinge(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor positive = (yTrue * yPred).sum(-1);
        Tensor negative = ((1.0 - yTrue) * yPred).amax(-1);
        return nn.functional.relu(negative - positive + 1.0);
    }
}
