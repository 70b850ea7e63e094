using KerasPS.Configuration;
using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Divides the gradient by a running root mean square (Hinton 2012): <c>a = ρ a + (1 - ρ) g²; w -= lr g / sqrt(a + ε)</c>, with ε
/// inside the root; centered takes the running mean's square from a.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
/// <param name="rho">The exponential decay rate of the running averages.</param>
/// <param name="momentum">The momentum: the fraction of the last step that is kept.</param>
/// <param name="epsilon">Added under the root.</param>
/// <param name="centered">Whether to divide by the running standard deviation.</param>
[KerasName("rmsprop")]
public sealed class RMSprop(
    LearningRate? learningRate = null,
    double rho = 0.9,
    double momentum = 0.0,
    double epsilon = 1e-7,
    bool centered = false) : GradientOptimizer(learningRate ?? 0.001)
{
    private Tensor velocity = null!;
    private Tensor? step;
    private Tensor? average;

    /// <summary>The exponential decay rate of the running averages.</summary>
    public double Rho { get; } = Require.Fraction(rho, nameof(RMSprop), nameof(rho));

    /// <summary>The momentum: the fraction of the last step that is kept.</summary>
    public double Momentum { get; } = Require.Fraction(momentum, nameof(RMSprop), nameof(momentum));

    /// <summary>Added under the root.</summary>
    public double Epsilon { get; } = epsilon;

    /// <summary>Whether to divide by the running standard deviation.</summary>
    public bool Centered { get; } = centered;

    private protected override void CreateSlots()
    {
        velocity = AddSlot("velocity");
        step = Momentum > 0 ? AddSlot("momentum") : null;
        average = Centered ? AddSlot("average_gradient") : null;
    }

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        velocity.mul_(Rho).addcmul_(g, g, 1 - Rho);
        Tensor divisor = velocity + Epsilon;
        if (average is not null)
            divisor.sub_(average.mul_(Rho).add_(g, 1 - Rho).square());
        divisor.sqrt_();
        if (step is null)
            w.addcdiv_(g, divisor, -lr);
        else
            w.sub_(step.mul_(Momentum).addcdiv_(g, divisor, lr));
    }
}
