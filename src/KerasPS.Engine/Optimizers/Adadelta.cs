using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Steps in the proportion of the root mean squares of earlier steps and gradients (Zeiler 2012): <c>a = ρ a + (1 - ρ) g²</c>,
/// <c>s = g sqrt(d + ε) / sqrt(a + ε)</c>, <c>d = ρ d + (1 - ρ) s²</c>, <c>w -= lr s</c>.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default. The paper's form is 1.</param>
/// <param name="rho">The exponential decay rate of the running averages.</param>
/// <param name="epsilon">Added under the roots.</param>
public sealed class Adadelta(LearningRate? learningRate = null, double rho = 0.95, double epsilon = 1e-7) : GradientOptimizer(learningRate ?? 0.001)
{
    private Tensor gradients = null!;
    private Tensor steps = null!;

    /// <summary>The exponential decay rate of the running averages.</summary>
    public double Rho { get; } = Require.Fraction(rho, nameof(Adadelta), nameof(rho));

    /// <summary>Added under the roots.</summary>
    public double Epsilon { get; } = epsilon;

    private protected override void CreateSlots() => (gradients, steps) = AddSlots("accumulated_grad", "accumulated_delta_var");

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        gradients.mul_(Rho).addcmul_(g, g, 1 - Rho);
        Tensor step = (steps + Epsilon).sqrt_().mul_(g).div_((gradients + Epsilon).sqrt_());
        steps.mul_(Rho).addcmul_(step, step, 1 - Rho);
        w.add_(step, -lr);
    }
}
