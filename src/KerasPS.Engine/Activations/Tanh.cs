using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>The hyperbolic tangent.</summary>
public sealed class Tanh : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.tanh();
}
