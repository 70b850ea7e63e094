using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x / (1 + |x|).</summary>
public sealed class Softsign : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x / (x.abs() + 1);
}
