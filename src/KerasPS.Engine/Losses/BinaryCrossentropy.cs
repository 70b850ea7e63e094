using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of yes-or-no labels: <c>-(t ln p + (1 - t) ln(1 - p))</c>, the mean over the last axis. Probabilities are
/// clipped to [1e-7, 1 - 1e-7].
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="labelSmoothing">s moves labels towards ½: <c>t (1 - s) + s / 2</c>.</param>
/// <param name="reduction">How the values of a batch become one number.</param>
[KerasName("bce")]
public sealed class BinaryCrossentropy(
    bool fromLogits = false,
    double labelSmoothing = 0.0,
    LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <summary>How far labels are moved towards ½.</summary>
    public double LabelSmoothing { get; } = Require.Fraction(labelSmoothing, nameof(BinaryCrossentropy), nameof(labelSmoothing));

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs)
    {
        if (outputs.Length != 1)
            return null;
        float one = FromLogits ? 1 / (1 + MathF.Exp(-outputs[0])) : outputs[0];
        return [1 - one, one];
    }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor yTrue, Tensor yPred)
    {
        (Tensor t, Tensor p) = KerasMath.SameRank(yTrue, yPred);
        if (LabelSmoothing > 0)
            t = (t * (1 - LabelSmoothing)) + (LabelSmoothing / 2);
        return (FromLogits ? OfLogits(t, p) : OfProbabilities(t, p)).mean([-1]);
    }

    private static Tensor OfProbabilities(Tensor t, Tensor p)
    {
        Tensor clipped = p.clamp(KerasMath.Epsilon, 1 - KerasMath.Epsilon);
        return ((t * clipped.log()) + ((1.0 - t) * (1.0 - clipped).log())).neg();
    }

    // max(x, 0) - x t + ln(1 + exp(-|x|)), which overflows nowhere
    private static Tensor OfLogits(Tensor t, Tensor x) => nn.functional.relu(x) - (x * t) + x.abs().neg().exp().log1p();
}
