using TorchSharp.Modules;
using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x · Φ(x) with the normal distribution function (Hendrycks and Gimpel 2016).</summary>
/// <param name="approximate">Whether Φ is approximated with tanh; false as in Keras.</param>
public sealed class Gelu(bool approximate = false) : ActivationFunction
{
    /// <summary>Whether Φ is approximated with tanh.</summary>
    public bool Approximate { get; } = approximate;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.gelu(x, Approximate ? GELU.Approximate.tanh : GELU.Approximate.none);
}
