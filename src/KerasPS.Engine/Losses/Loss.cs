using KerasPS.Configuration;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The base of losses: one value per sample, reduced to the number that training minimizes.</summary>
/// <param name="reduction">The reduction: how the losses of a batch become one number.</param>
public abstract class Loss(LossReduction reduction) : KerasObject
{
    private string? name;

    /// <summary>The reduction: how the losses of a batch become one number.</summary>
    public LossReduction Reduction { get; } = reduction;

    /// <summary>The loss's name; Keras's snake case of the class where none is given.</summary>
    [KerasArgument]
    public string Name
    {
        get => name ?? DefaultName;
        set => name = value;
    }

    /// <summary>The loss of that name.</summary>
    /// <param name="name">A Keras name such as <c>mse</c>.</param>
    public static implicit operator Loss(string name) => KerasRegistry.Resolve<Loss>(name);

    /// <summary>What the labels must be, for checks before training; null where the loss takes any.</summary>
    public virtual LabelKind? Labels => LabelKind.SameShape;

    /// <summary>Whether labels must be from 0 to 1.</summary>
    internal virtual bool RequiresLabelsFrom0To1 => false;

    /// <summary>Whether outputs are read as probabilities, so that they should be from 0 to 1.</summary>
    internal virtual bool ReadsProbabilities => false;

    /// <summary>Whether it is a regression loss: class indices as labels would be treated as continuous values.</summary>
    internal virtual bool ComparesAmounts => false;

    private protected virtual string DefaultName => KerasNaming.ToSnakeCase(ClassName);

    /// <summary>The probability of each class that a sample's outputs stand for; null where the loss is not for classification.</summary>
    /// <param name="outputs">The outputs of one sample.</param>
    public virtual float[]? Probabilities(float[] outputs) => null;

    /// <summary>One loss per sample: for most losses the mean over the last axis, of shape <c>(batch, ...)</c>.</summary>
    /// <param name="yTrue">The labels.</param>
    /// <param name="yPred">The model's outputs; what has less than single precision is computed in that.</param>
    public virtual Tensor PerSample(Tensor yTrue, Tensor yPred)
    {
        (yTrue, yPred) = KerasMath.SameType(yTrue, yPred);
        (yTrue, yPred) = KerasMath.SameRank(yTrue, yPred);
        return Values(yTrue, yPred);
    }

    /// <summary>The loss of a batch: a scalar, or with <see cref="LossReduction.None"/> the weighted losses.</summary>
    /// <param name="yTrue">The labels.</param>
    /// <param name="yPred">The model's outputs.</param>
    /// <param name="sampleWeight">One weight per sample, <c>(batch)</c> or <c>(batch, 1)</c>, or per time step, <c>(batch, time)</c>; or null.</param>
    /// <param name="mask">
    /// False for each time step, <c>(batch, time)</c>, that does not count: its loss is 0, and a mean is over those that count. Null where all do.
    /// </param>
    public Tensor Compute(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null, Tensor? mask = null)
    {
        Tensor losses = PerSample(yTrue, yPred);
        if (Mask(yTrue, losses) is { } counting)
            mask = SampleWeights.Masked(mask, counting, losses.dtype);
        Tensor? weight = SampleWeights.Masked(sampleWeight, mask, losses.dtype);
        if (mask is not null && Reduction == LossReduction.SumOverBatchSize)
            weight = weight! * (double)mask.numel() / mask.sum().clamp_min(1);
        if (weight is not null)
        {
            (losses, weight) = SampleWeights.Aligned(losses, weight);
            losses = losses * weight;
        }

        return Reduction switch
        {
            LossReduction.None => losses,
            LossReduction.Sum => losses.sum(),
            LossReduction.MeanWithSampleWeight when weight is not null => Quotient(losses.sum(), weight.sum()),
            _ => losses.mean(),
        };
    }

    /// <summary>One loss per sample.</summary>
    /// <param name="yTrue">The labels, in the type of the outputs.</param>
    /// <param name="yPred">The outputs in single or double precision; of the labels' rank where that only takes an axis of length 1.</param>
    protected abstract Tensor Values(Tensor yTrue, Tensor yPred);

    /// <summary>Which of the losses count, as a mask, where the loss itself leaves some out; else null.</summary>
    internal virtual Tensor? Mask(Tensor yTrue, Tensor losses) => null;

    /// <summary>0 where the weights sum up to 0.</summary>
    private static Tensor Quotient(Tensor sum, Tensor weights) => sum * weights.ne(0) / (weights + weights.eq(0));
}
