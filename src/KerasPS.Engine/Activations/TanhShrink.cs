using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x - tanh(x).</summary>
public sealed class TanhShrink : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x - x.tanh();
}
