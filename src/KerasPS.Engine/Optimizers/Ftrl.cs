using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Follow the regularized leader (McMahan et al. 2013), for sparse models: it sums what pulls at each weight,
/// <c>l += g + 2 s w - (a'^-p - a^-p) / lr · w</c> with <c>a' = a + g²</c>, and sets <c>w = (clip(l, -l1, l1) - l) / (a'^-p / lr + 2 l2 + β / lr)</c>.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
/// <param name="learningRatePower">The exponent p of the summed squares, 0 or below: 0 for a step size that does not fall.</param>
/// <param name="initialAccumulatorValue">Where the sum of squares begins.</param>
/// <param name="l1RegularizationStrength">The L1 regularization strength: how large gradients must be before a weight leaves 0.</param>
/// <param name="l2RegularizationStrength">The L2 regularization strength.</param>
/// <param name="l2ShrinkageRegularizationStrength">The penalty s on the weights' size that is part of the gradient.</param>
/// <param name="beta">Added to the root of the summed squares.</param>
public sealed class Ftrl(
    LearningRate? learningRate = null,
    double learningRatePower = -0.5,
    double initialAccumulatorValue = 0.1,
    double l1RegularizationStrength = 0.0,
    double l2RegularizationStrength = 0.0,
    double l2ShrinkageRegularizationStrength = 0.0,
    double beta = 0.0) : GradientOptimizer(learningRate ?? 0.001)
{
    private Tensor squares = null!;
    private Tensor linear = null!;

    /// <summary>The exponent of the summed squares.</summary>
    public double LearningRatePower { get; } = Require.NotPositive(learningRatePower, nameof(Ftrl), nameof(learningRatePower));

    /// <summary>Where the sum of squares begins.</summary>
    public double InitialAccumulatorValue { get; } = Require.NotNegative(initialAccumulatorValue, nameof(Ftrl), nameof(initialAccumulatorValue));

    /// <summary>The L1 regularization strength: how large gradients must be before a weight leaves 0.</summary>
    public double L1RegularizationStrength { get; } = Require.NotNegative(l1RegularizationStrength, nameof(Ftrl), nameof(l1RegularizationStrength));

    /// <summary>The L2 regularization strength.</summary>
    public double L2RegularizationStrength { get; } = Require.NotNegative(l2RegularizationStrength, nameof(Ftrl), nameof(l2RegularizationStrength));

    /// <summary>The penalty on the weights' size that is part of the gradient.</summary>
    public double L2ShrinkageRegularizationStrength { get; } =
        Require.NotNegative(l2ShrinkageRegularizationStrength, nameof(Ftrl), nameof(l2ShrinkageRegularizationStrength));

    /// <summary>Added to the root of the summed squares.</summary>
    public double Beta { get; } = beta;

    private protected override void CreateSlots()
    {
        (squares, linear) = AddSlots("accumulator", "linear");
        squares.fill_(InitialAccumulatorValue);
    }

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        Tensor before = squares.pow(-LearningRatePower);
        Tensor after = squares.addcmul_(g, g, 1).pow(-LearningRatePower);
        linear.add_(g).add_(w, 2 * L2ShrinkageRegularizationStrength).sub_((after - before).div_(lr).mul_(w));
        Tensor divisor = after.div_(lr).add_((2 * L2RegularizationStrength) + (Beta / lr));
        w.copy_(linear.clamp(-L1RegularizationStrength, L1RegularizationStrength).sub_(linear).div_(divisor));
    }
}
