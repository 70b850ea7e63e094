using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>Divides the gradient by the root of all its squares so far (Duchi et al. 2011): <c>a += g²; w -= lr g / sqrt(a + ε)</c>.</summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default. The paper's form is 1.</param>
/// <param name="initialAccumulatorValue">Where the sum of squares begins.</param>
/// <param name="epsilon">Added under the root.</param>
public sealed class Adagrad(LearningRate? learningRate = null, double initialAccumulatorValue = 0.1, double epsilon = 1e-7)
    : GradientOptimizer(learningRate ?? 0.001)
{
    private Tensor accumulator = null!;

    /// <summary>Where the sum of squares begins.</summary>
    public double InitialAccumulatorValue { get; } = Require.NotNegative(initialAccumulatorValue, nameof(Adagrad), nameof(initialAccumulatorValue));

    /// <summary>Added under the root.</summary>
    public double Epsilon { get; } = epsilon;

    private protected override void CreateSlots() => accumulator = AddSlot("accumulator").fill_(InitialAccumulatorValue);

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        accumulator.addcmul_(g, g, 1);
        w.addcdiv_(g, (accumulator + Epsilon).sqrt_(), -lr);
    }
}
