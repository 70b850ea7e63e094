using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x above 0, else 0.2 · x: Keras's slope for the function (its layer has 0.3).</summary>
public sealed class LeakyRelu : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.leaky_relu(x, 0.2);
}
