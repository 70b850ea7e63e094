using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>exp(x) / Σ exp(x) over the last axis.</summary>
public sealed class Softmax : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.softmax(-1);
}
