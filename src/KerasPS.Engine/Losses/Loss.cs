using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Losses;

/// <summary>The base of losses: one value a sample, reduced to the number that training makes smaller.</summary>
/// <param name="reduction">How the values of a batch become one number.</param>
public abstract class Loss(LossReduction reduction) : KerasObject
{
    /// <summary>How the values of a batch become one number.</summary>
    public LossReduction Reduction { get; } = reduction;

    /// <summary>The loss of that name.</summary>
    /// <param name="name">A Keras name such as <c>mse</c>.</param>
    public static implicit operator Loss(string name) => KerasRegistry.Resolve<Loss>(name);

    /// <summary>What the labels must be, for checks before training.</summary>
    public virtual LabelKind Labels => LabelKind.SameShape;

    /// <summary>The probability of each class that a sample's outputs stand for; null where the loss is none of classification.</summary>
    /// <param name="outputs">The outputs of one sample.</param>
    public virtual float[]? Probabilities(float[] outputs) => null;

    /// <summary>One loss a sample: the mean over the last axis, of shape <c>(batch, ...)</c>.</summary>
    /// <param name="yTrue">The labels.</param>
    /// <param name="yPred">The model's outputs.</param>
    public abstract Tensor PerSample(Tensor yTrue, Tensor yPred);

    /// <summary>The loss of a batch, a scalar.</summary>
    /// <param name="yTrue">The labels.</param>
    /// <param name="yPred">The model's outputs.</param>
    /// <param name="sampleWeight">One weight a sample, <c>(batch)</c>, or null.</param>
    public Tensor Compute(Tensor yTrue, Tensor yPred, Tensor? sampleWeight = null)
    {
        Tensor losses = PerSample(yTrue, yPred);
        if (sampleWeight is null)
            return Reduction == LossReduction.Sum ? losses.sum() : losses.mean();
        Tensor weight = sampleWeight;
        while (weight.ndim < losses.ndim)
            weight = weight.unsqueeze(-1);
        Tensor total = (losses * weight).sum();
        return Reduction switch
        {
            LossReduction.Sum => total,
            LossReduction.SumOverBatchSize => total / (double)losses.numel(),
            _ => total / weight.sum().clamp_min(Numerics.KerasMath.Epsilon),
        };
    }
}
