using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh : ActivationFunction
{
    internal override (double Low, double High) Range => (-1, 1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.tanh();
}
