using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The mean over the last axis of <c>½ e²</c> where the error e is at most delta in size, and of <c>delta |e| - ½ delta²</c> beyond:
/// large errors pull less than with <see cref="MeanSquaredError"/>.
/// </summary>
/// <param name="delta">The absolute error, above 0, from which on the loss is linear.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class Huber(
    double delta = 1.0,
    LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <summary>The absolute error from which on the loss is linear.</summary>
    public double Delta { get; } = Require.Positive(delta, nameof(Huber), nameof(delta));

    internal override bool ComparesAmounts => true;

    private protected override string DefaultName => "huber_loss";

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor error = (yTrue - yPred).abs();
        Tensor near = error.clamp(max: Delta);
        return ((near.square() * 0.5) + ((error - near) * Delta)).mean([-1]);
    }
}
