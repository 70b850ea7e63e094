using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>exp(x).</summary>
public sealed class Exponential : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.exp();
}
