using KerasPS.Schedules;
using static TorchSharp.torch;

namespace KerasPS.Optimizers;

/// <summary>
/// Gradient descent, with momentum if given: <c>v = m v - lr g; w += v</c>; Nesterov's form looks ahead: <c>w += m v - lr g</c>.
/// The learning rate is inside v, unlike PyTorch's.
/// </summary>
/// <param name="learningRate">The step size: a number or a schedule; 0.01 by default.</param>
/// <param name="momentum">The momentum: the fraction of the last step that is kept, from 0 to 1.</param>
/// <param name="nesterov">Whether to use Nesterov momentum.</param>
public sealed class SGD(LearningRate? learningRate = null, double momentum = 0.0, bool nesterov = false) : GradientOptimizer(learningRate ?? 0.01)
{
    private Tensor? velocity;

    /// <summary>The momentum: the fraction of the last step that is kept.</summary>
    public double Momentum { get; } = Require.Fraction(momentum, nameof(SGD), nameof(momentum));

    /// <summary>Whether to use Nesterov momentum.</summary>
    public bool Nesterov { get; } = nesterov;

    private protected override void CreateSlots() => velocity = Momentum == 0 ? null : AddSlot("momentum");

    private protected override void Update(Tensor w, Tensor g, float lr)
    {
        if (velocity is null)
        {
            w.add_(g, -lr);
            return;
        }

        velocity.mul_(Momentum).add_(g, -lr);
        if (Nesterov)
            w.add_(velocity, Momentum).add_(g, -lr);
        else
            w.add_(velocity);
    }
}
