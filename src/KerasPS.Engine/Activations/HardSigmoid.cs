using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x / 6 + 1/2 within 0 and 1.</summary>
public sealed class HardSigmoid : ActivationFunction
{
    internal override (double Low, double High) Range => (0, 1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.hardsigmoid(x);
}
