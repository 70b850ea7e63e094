using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Adaptive moments (Kingma and Ba 2014) in Keras's form: <c>w -= lr sqrt(1 - β2^t) / (1 - β1^t) · m / (sqrt(v) + ε)</c>, which is
/// PyTorch's with <c>ε / sqrt(1 - β2^t)</c>.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.001 by default.</param>
/// <param name="beta1">The exponential decay rate of the first moment (the running mean of gradients).</param>
/// <param name="beta2">The exponential decay rate of the second moment (the running mean of squared gradients).</param>
/// <param name="epsilon">Added to the root.</param>
/// <param name="amsgrad">Whether to divide by the largest running mean of squares so far (Reddi et al. 2018).</param>
public class Adam(
    LearningRate? learningRate = null,
    double beta1 = 0.9,
    double beta2 = 0.999,
    double epsilon = 1e-7,
    bool amsgrad = false) : MomentOptimizer(learningRate ?? 0.001, beta1, beta2, epsilon)
{
    private Tensor? largest;

    /// <summary>Whether to divide by the largest running mean of squares so far.</summary>
    public bool Amsgrad { get; } = amsgrad;

    private protected override void CreateSlots()
    {
        base.CreateSlots();
        largest = Amsgrad ? AddSlot("velocity_hat") : null;
    }

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        float rate = AdamRule.Rate(lr, Beta1, Beta2, Time);
        FusedAdam.Rates rates = new((float)Beta1, (float)(1 - Beta1), (float)Beta2, (float)(1 - Beta2), (float)Epsilon, rate);
        if (largest is null && FusedAdam.TryStep(w, g, Mean, Size, rates))
            return;
        AdamRule.UpdateMoments(Mean, Size, g, Beta1, Beta2);
        Tensor divisor = largest is null ? Size : largest.copy_(largest.maximum(Size));
        w.addcdiv_(Mean, divisor.sqrt().add_(Epsilon), -rate);
    }
}
