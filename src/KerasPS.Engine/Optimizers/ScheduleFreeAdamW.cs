using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Adam that needs no falling learning rate because it averages (Defazio et al. 2024): a point z is updated, and the weights are the mean of all
/// its values, <c>z -= lr g / (sqrt(v̂) + ε); w += (z - w) / t</c>.
/// </summary>
/// <remarks>
/// In the paper gradients are taken between z and the mean, by β1. Keras means that too, but with PyTorch it overwrites the old z before it is used,
/// which leaves the mean alone; these are its numbers. The weights are not changed for evaluation, and weight decay is off unless it is given, as in Keras.
/// </remarks>
/// <param name="learningRate">The step size: a number or a schedule; 0.0025 by default.</param>
/// <param name="beta1">The share of the mean in the weights, by the paper; see the remarks.</param>
/// <param name="beta2">The exponential decay rate of the second moment (the running mean of squared gradients).</param>
/// <param name="epsilon">Added to the root.</param>
/// <param name="warmupSteps">The number of steps in which the learning rate rises to its value; 0 for none.</param>
public sealed class ScheduleFreeAdamW(
    LearningRate? learningRate = null,
    double beta1 = 0.9,
    double beta2 = 0.999,
    double epsilon = 1e-8,
    int warmupSteps = 0) : MomentOptimizer(learningRate ?? 0.0025, beta1, beta2, epsilon)
{
    /// <summary>The number of steps in which the learning rate rises to its value.</summary>
    public int WarmupSteps { get; } = Require.NotNegative(warmupSteps, nameof(ScheduleFreeAdamW), nameof(warmupSteps));

    private protected override void CreateSlots()
    {
        base.CreateSlots();
        Mean.copy_(Parameters.Values);
    }

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        float rate = WarmupSteps > 0 ? lr * MathF.Min(Time / (float)WarmupSteps, 1) : lr;
        float share = 1 / (float)Time;
        Size.mul_(Beta2).addcmul_(g, g, 1 - Beta2);
        Tensor divisor = (Size / AdamRule.Correction(Beta2, Time)).sqrt_().add_(Epsilon);
        Mean.addcdiv_(g, divisor, -rate);
        w.mul_(1 - share).add_(Mean, share);
    }
}
