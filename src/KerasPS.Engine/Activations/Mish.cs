using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x · tanh(softplus(x)) (Misra 2019).</summary>
public sealed class Mish : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x * nn.functional.softplus(x).tanh();
}
