using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x · Φ(x) with the exact normal distribution function (Hendrycks and Gimpel 2016); Keras's default, approximate=false.</summary>
public sealed class Gelu : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.gelu(x);
}
