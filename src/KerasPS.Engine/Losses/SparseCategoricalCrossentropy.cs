using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>
/// The cross-entropy of class indices: <c>-ln p[t]</c>. Labels are integers of shape <c>(batch)</c> or <c>(batch, 1)</c>;
/// probabilities are treated as by <see cref="CategoricalCrossentropy"/>.
/// </summary>
/// <param name="fromLogits">Whether the outputs are logits instead of probabilities.</param>
/// <param name="ignoreClass">Labels of this class do not count: their loss is 0, and a mean is over the others. Any integer; none where null.</param>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
/// <param name="axis">The axis of the classes; -1 is the last one.</param>
[KerasName("scce")]
public sealed class SparseCategoricalCrossentropy(
    bool fromLogits = false,
    int? ignoreClass = null,
    LossReduction reduction = LossReduction.SumOverBatchSize,
    int axis = -1) : Loss(reduction)
{
    /// <summary>Whether the outputs are logits.</summary>
    public bool FromLogits { get; } = fromLogits;

    /// <summary>The class whose labels do not count, or null.</summary>
    public int? IgnoreClass { get; } = ignoreClass;

    /// <summary>The axis of the classes.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override LabelKind? Labels => IgnoreClass is null && Axis == -1 ? LabelKind.ClassIndex : null;

    internal override bool ReadsProbabilities => !FromLogits;

    /// <inheritdoc/>
    public override float[]? Probabilities(float[] outputs) => ClassProbability.Categorical(outputs, FromLogits);

    /// <inheritdoc/>
    protected override Tensor Values(Tensor yTrue, Tensor yPred)
    {
        Tensor classes = KerasMath.ClassIndices(yTrue, yPred, Axis);
        Tensor? counting = IgnoreClass is { } ignored ? classes.ne(ignored) : null;
        if (counting is not null)
            classes = classes * counting;
        Tensor losses = ClassProbability.Log(yPred, FromLogits, Axis).gather(Axis, classes.unsqueeze(Axis)).squeeze(Axis).neg();
        return counting is null ? losses : where(counting, losses, zeros([], losses.dtype, losses.device));
    }

    internal override Tensor? Mask(Tensor yTrue, Tensor losses) =>
        IgnoreClass is { } ignored ? yTrue.ne(ignored).reshape(losses.shape) : null;
}
