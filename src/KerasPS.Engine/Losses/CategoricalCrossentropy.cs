using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of one-hot labels: <c>-Σ t ln p</c> over the last axis. Probabilities are made to sum to 1, then clipped to
/// [1e-7, 1 - 1e-7].
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards 1/K: <c>t (1 - s) + s / K</c> for K classes.</param>
/// <param name="reduction">How the values of a batch become one number.</param>
[KerasName("cce")]
public sealed class CategoricalCrossentropy(
    bool fromLogits = false,
    double labelSmoothing = 0.0,
    LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <summary>How far labels are moved towards 1/K.</summary>
    public double LabelSmoothing { get; } = Require.Fraction(labelSmoothing, nameof(CategoricalCrossentropy), nameof(labelSmoothing));

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => FromLogits ? Softmax(outputs) : outputs;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor yTrue, Tensor yPred)
    {
        Tensor t = LabelSmoothing > 0 ? (yTrue * (1 - LabelSmoothing)) + (LabelSmoothing / yTrue.size(-1)) : yTrue;
        return (t * LogProbability(yPred, FromLogits)).sum(-1).neg();
    }

    internal static float[] Softmax(float[] logits)
    {
        float largest = logits.Max();
        float[] exponentials = Array.ConvertAll(logits, x => MathF.Exp(x - largest));
        float sum = exponentials.Sum();
        return Array.ConvertAll(exponentials, e => e / sum);
    }

    internal static Tensor LogProbability(Tensor yPred, bool fromLogits) => fromLogits
        ? yPred.log_softmax(-1)
        : (yPred / yPred.sum(-1, keepdim: true)).clamp(KerasMath.Epsilon, 1 - KerasMath.Epsilon).log();
}
