using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x · sigmoid(x), also known as swish.</summary>
[KerasName("swish")]
public sealed class Silu : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.silu(x);
}
