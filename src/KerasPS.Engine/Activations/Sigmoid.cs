using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>1 / (1 + exp(-x)).</summary>
public sealed class Sigmoid : ActivationFunction
{
    internal override (double Low, double High) Range => (0, 1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.sigmoid();
}
