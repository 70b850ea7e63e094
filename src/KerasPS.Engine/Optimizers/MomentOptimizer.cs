using KerasPS.Configuration;
using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>The base of optimizers that keep a running average of the gradients and one of their sizes.</summary>
public abstract class MomentOptimizer : GradientOptimizer
{
    private protected MomentOptimizer(LearningRate learningRate, double beta1, double beta2, double epsilon)
        : base(learningRate)
    {
        Beta1 = Require.Fraction(beta1, ClassName, "beta_1");
        Beta2 = Require.Fraction(beta2, ClassName, "beta_2");
        Epsilon = epsilon;
    }

    /// <summary>The exponential decay rate of the first moment (the running mean of gradients).</summary>
    [KerasName("beta_1")]
    public double Beta1 { get; }

    /// <summary>The exponential decay rate of the second average, of the gradients' magnitudes.</summary>
    [KerasName("beta_2")]
    public double Beta2 { get; }

    /// <summary>Added to the divisor.</summary>
    public double Epsilon { get; }

    /// <summary>Keras's name of the second average.</summary>
    private protected virtual string SizeSlot => "velocity";

    private protected Tensor Mean { get; private set; } = null!;

    private protected Tensor Size { get; private set; } = null!;

    /// <summary>The number of this step, from 1.</summary>
    private protected long Time => Iterations + 1;

    private protected override void CreateSlots() => (Mean, Size) = AddSlots("momentum", SizeSlot);
}
