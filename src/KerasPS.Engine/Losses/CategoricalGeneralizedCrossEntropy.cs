using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// A cross-entropy for labels of which some are wrong: <c>(1 - p[t]^q) / q</c>, between the cross-entropy (q near 0) and the mean
/// absolute error (q near 1). Labels are class indices of shape <c>(batch)</c> or <c>(batch, 1)</c>, outputs are probabilities. From
/// "Generalized Cross Entropy Loss for Training Deep Neural Networks with Noisy Labels" (Zhang and Sabuncu, 2018).
/// </summary>
/// <param name="q">How much wrong labels are forgiven, above 0 and below 1.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public sealed class CategoricalGeneralizedCrossEntropy(
    double q = 0.5,
    LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <summary>How much wrong labels are forgiven.</summary>
    public double Q { get; } = Require.Within(0, q, 1, nameof(CategoricalGeneralizedCrossEntropy), nameof(q));

    /// <inheritdoc/>
    public override LabelKind? Labels => LabelKind.ClassIndex;

    internal override bool ReadsProbabilities => true;

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => ClassProbability.Categorical(outputs, fromLogits: false);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor classes = KerasMath.ClassIndices(yTrue, yPred);
        Tensor probability = yPred.gather(-1, classes.unsqueeze(-1)).squeeze(-1);
        return (1.0 - probability.pow(Q)) / Q;
    }
}
