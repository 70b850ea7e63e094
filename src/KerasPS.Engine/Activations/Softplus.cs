using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>ln(1 + exp(x)).</summary>
public sealed class Softplus : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.softplus(x);
}
