using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x / (1 + |x|).</summary>
public sealed class Softsign : ActivationFunction
{
    internal override (double Low, double High) Range => (-1, 1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x / (x.abs() + 1);
}
