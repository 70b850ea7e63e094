using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>exp(x).</summary>
public sealed class Exponential : ActivationFunction
{
    internal override (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.exp();
}
