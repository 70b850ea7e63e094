using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Adaptive moments (Kingma and Ba 2014) in Keras's form: <c>w -= lr sqrt(1 - β2^t) / (1 - β1^t) · m / (sqrt(v) + ε)</c>, which is
/// PyTorch's with <c>ε / sqrt(1 - β2^t)</c>.
/// </summary>
/// <param name="learningRate">The step size.</param>
/// <param name="beta1">The share of the running mean that is kept.</param>
/// <param name="beta2">The share of the running mean of squares that is kept.</param>
/// <param name="epsilon">Added to the root.</param>
/// <param name="amsgrad">Whether to divide by the largest running mean of squares so far (Reddi et al. 2018).</param>
public class Adam(
    double learningRate = 0.001,
    double beta1 = 0.9,
    double beta2 = 0.999,
    double epsilon = 1e-7,
    bool amsgrad = false) : Optimizer(learningRate)
{
    private Tensor mean = null!;
    private Tensor square = null!;
    private Tensor? largest;

    /// <summary>The share of the running mean that is kept.</summary>
    [KerasName("beta_1")]
    public double Beta1 { get; } = Require.Fraction(beta1, nameof(Adam), nameof(beta1));

    /// <summary>The share of the running mean of squares that is kept.</summary>
    [KerasName("beta_2")]
    public double Beta2 { get; } = Require.Fraction(beta2, nameof(Adam), nameof(beta2));

    /// <summary>Added to the root.</summary>
    public double Epsilon { get; } = epsilon;

    /// <summary>Whether to divide by the largest running mean of squares so far.</summary>
    public bool Amsgrad { get; } = amsgrad;

    private protected override void CreateSlots()
    {
        mean = AddSlot("momentum");
        square = AddSlot("velocity");
        largest = Amsgrad ? AddSlot("velocity_hat") : null;
    }

    private protected override void Update(Tensor w, Tensor g, double lr)
    {
        double step = Iterations + 1;
        double rate = lr * Math.Sqrt(1 - Math.Pow(Beta2, step)) / (1 - Math.Pow(Beta1, step));
        mean.mul_(Beta1).add_(g, 1 - Beta1);
        square.mul_(Beta2).addcmul_(g, g, 1 - Beta2);
        Tensor divisor = largest is null ? square : largest.copy_(largest.maximum(square));
        w.addcdiv_(mean, divisor.sqrt().add_(Epsilon), -rate);
    }
}
