using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Adam with the largest gradient in place of the mean square (Kingma and Ba 2014): <c>u = max(β2 u, |g|)</c>,
/// <c>w -= lr m / ((1 - β1^t) (u + ε))</c>.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The exponential decay rate of the first moment (the running mean of gradients).</param>
/// <param name="beta2">The exponential decay rate of the largest gradient.</param>
/// <param name="epsilon">Added to the largest gradient.</param>
public sealed class Adamax(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
    : MomentOptimizer(learningRate ?? 0.001, beta1, beta2, epsilon)
{
    private protected override string SizeSlot => "norm";

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        Mean.mul_(Beta1).add_(g, 1 - Beta1);
        Size.copy_(Size.mul_(Beta2).maximum(g.abs()));
        w.addcdiv_(Mean, Size + Epsilon, -lr / AdamRule.Correction(Beta1, Time));
    }
}
