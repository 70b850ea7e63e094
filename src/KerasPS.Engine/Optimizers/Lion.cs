using KerasPS.Configuration;
using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Steps of one size in the direction of the momentum's sign (Chen et al. 2023): <c>w -= lr sign(β1 m + (1 - β1) g)</c>, then
/// <c>m = β2 m + (1 - β2) g</c>. It needs a learning rate of a third to a tenth of Adam's.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The fraction of the momentum in the direction of a step, above 0.</param>
/// <param name="beta2">The momentum: the fraction of it that is kept at each step.</param>
public sealed class Lion(LearningRate? learningRate = null, double beta1 = 0.9, double beta2 = 0.99) : GradientOptimizer(learningRate ?? 0.001)
{
    private Tensor momentum = null!;

    /// <summary>The fraction of the momentum in the direction of a step.</summary>
    [KerasName("beta_1")]
    public double Beta1 { get; } = Require.Fraction(Require.Positive(beta1, nameof(Lion), "beta_1"), nameof(Lion), "beta_1");

    /// <summary>The momentum: the fraction of it that is kept at each step.</summary>
    [KerasName("beta_2")]
    public double Beta2 { get; } = Require.Fraction(beta2, nameof(Lion), "beta_2");

    private protected override void CreateSlots() => momentum = AddSlot("momentum");

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        w.add_((momentum * Beta1).add_(g, 1 - Beta1).sign(), -lr);
        momentum.mul_(Beta2).add_(g, 1 - Beta2);
    }
}
