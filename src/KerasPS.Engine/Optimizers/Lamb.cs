using KerasPS.Layers;
using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Adam whose step is, for each variable, in proportion to the variable's norm (You et al. 2019), for large batches:
/// <c>r = m̂ / (sqrt(v̂) + ε); w -= lr ‖w‖ / ‖r‖ · r</c>, where a norm of 0 leaves the ratio at 1.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The exponential decay rate of the first moment (the running mean of gradients).</param>
/// <param name="beta2">The exponential decay rate of the second moment (the running mean of squared gradients).</param>
/// <param name="epsilon">Added to the root.</param>
public sealed class Lamb(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
    : MomentOptimizer(learningRate ?? 0.001, beta1, beta2, epsilon)
{
    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        AdamRule.UpdateMoments(Mean, Size, g, Beta1, Beta2);
        Tensor divisor = (Size / AdamRule.Correction(Beta2, Time)).sqrt_().add_(Epsilon);
        Tensor step = (Mean / AdamRule.Correction(Beta1, Time)).div_(divisor);
        Tensor one = ones([], w.dtype, w.device);
        foreach ((Variable variable, long offset) in Parameters.Offsets())
        {
            Tensor part = step.narrow(0, offset, variable.Count);
            Tensor weightNorm = NormOf(w.narrow(0, offset, variable.Count));
            Tensor stepNorm = NormOf(part);
            part.mul_(where(weightNorm.gt(0), where(stepNorm.gt(0), weightNorm / stepNorm, one), one));
        }

        w.add_(step, -lr);
    }

    private static Tensor NormOf(Tensor values) => values.square().sum().sqrt();
}
