using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>The identity.</summary>
public sealed class Linear : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x;
}
