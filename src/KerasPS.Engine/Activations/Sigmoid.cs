using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>1 / (1 + exp(-x)).</summary>
public sealed class Sigmoid : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.sigmoid();
}
