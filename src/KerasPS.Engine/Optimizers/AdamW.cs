using KerasPS.Configuration;
using KerasPS.Schedules;

namespace KerasPS.Optimizers;

/// <summary>Adam with weight decay that is decoupled from the gradient (Loshchilov and Hutter 2017): <c>w -= w · decay · lr</c> before each step.</summary>
[KerasName("adamw")]
public sealed class AdamW : Adam
{
    /// <summary>Creates the optimizer.</summary>
    /// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
    /// <param name="weightDecay">The weight decay: before a step, this fraction of each weight, times the learning rate, is subtracted.</param>
    /// <param name="beta1">The exponential decay rate of the first moment (the running mean of gradients).</param>
    /// <param name="beta2">The exponential decay rate of the second moment (the running mean of squared gradients).</param>
    /// <param name="epsilon">Added to the root.</param>
    /// <param name="amsgrad">Whether to divide by the largest running mean of squares so far.</param>
    public AdamW(
        LearningRate? learningRate = null,
        double weightDecay = 0.004,
        double beta1 = 0.9,
        double beta2 = 0.999,
        double epsilon = 1e-7,
        bool amsgrad = false)
        : base(learningRate, beta1, beta2, epsilon, amsgrad) => WeightDecay = weightDecay;

    /// <summary>The weight decay: before a step, this fraction of each weight, times the learning rate, is subtracted; a number, unlike in other optimizers.</summary>
    public override double? WeightDecay
    {
        get => base.WeightDecay;
        set => base.WeightDecay = value ?? throw KerasException.InvalidValue(nameof(AdamW), "weight_decay must be a number, not null; Adam is the optimizer without decay.");
    }
}
