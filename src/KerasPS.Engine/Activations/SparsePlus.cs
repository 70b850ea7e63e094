using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>(x + 1)² / 4 within -1 and 1, 0 below and x above.</summary>
public sealed class SparsePlus : ActivationFunction
{
    internal override (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => where(x.lt(1), (x.clamp_min(-1) + 1).square() * 0.25, x);
}
