using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>max(x, 0).</summary>
public sealed class Relu : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.relu(x);
}
