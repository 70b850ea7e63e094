using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>ln(1 + exp(x)).</summary>
public sealed class Softplus : ActivationFunction
{
    internal override (double Low, double High) Range => (0, double.PositiveInfinity);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.softplus(x);
}
