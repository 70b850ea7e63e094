using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The mean of <c>ln cosh(predicted - true)</c> over the last axis: about <c>½ e²</c> for small errors and <c>|e| - ln 2</c> for large ones.
/// </summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class LogCosh(LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    internal override bool ComparesAmounts => true;

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor error = yPred - yTrue;
        return (error + nn.functional.softplus(error * -2.0) - Math.Log(2)).mean([-1]);
    }
}
