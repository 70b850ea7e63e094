using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Adam with Nesterov's look ahead (Dozat 2016): with <c>u(t) = β1 (1 - 0.96^t / 2)</c> and U the product of all u so far,
/// <c>w -= lr (u(t+1) m / (1 - U u(t+1)) + (1 - u(t)) g / (1 - U)) / (sqrt(v / (1 - β2^t)) + ε)</c>.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The exponential decay rate of the first moment (the running mean of gradients).</param>
/// <param name="beta2">The exponential decay rate of the second moment (the running mean of squared gradients).</param>
/// <param name="epsilon">Added to the root.</param>
public sealed class Nadam(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-7)
    : MomentOptimizer(learningRate ?? 0.001, beta1, beta2, epsilon)
{
    private Tensor product = null!;

    private protected override void CreateSlots()
    {
        base.CreateSlots();
        product = AddNumber("u_product", 1);
    }

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        AdamRule.UpdateMoments(Mean, Size, g, Beta1, Beta2);
        float now = Momentum(Time);
        float next = Momentum(Time + 1);
        float all = product.mul_(now).item<float>();
        Tensor ahead = (Mean * (next / (1 - (all * next)))).add_(g, (1 - now) / (1 - all));
        Tensor divisor = (Size / AdamRule.Correction(Beta2, Time)).sqrt_().add_(Epsilon);
        w.addcdiv_(ahead, divisor, -lr);
    }

    private float Momentum(long t) => (float)Beta1 * (1 - (0.5f * MathF.Pow(0.96f, t)));
}
