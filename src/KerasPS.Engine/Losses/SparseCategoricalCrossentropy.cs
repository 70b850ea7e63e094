using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of class indices: <c>-ln p[t]</c>. Labels are whole numbers of shape <c>(batch)</c> or <c>(batch, 1)</c>;
/// probabilities are treated as by <see cref="CategoricalCrossentropy"/>.
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="reduction">How the values of a batch become one number.</param>
[KerasName("scce")]
public sealed class SparseCategoricalCrossentropy(
    bool fromLogits = false,
    LossReduction reduction = LossReduction.SumOverBatchSize) : Loss(reduction)
{
    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <inheritdoc/>
    public override LabelKind Labels => LabelKind.ClassIndex;

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => FromLogits ? CategoricalCrossentropy.Softmax(outputs) : outputs;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor yTrue, Tensor yPred)
    {
        Tensor classes = KerasMath.ClassIndices(yTrue, yPred);
        Tensor logProbability = CategoricalCrossentropy.LogProbability(yPred, FromLogits);
        return logProbability.gather(-1, classes.unsqueeze(-1)).squeeze(-1).neg();
    }
}
