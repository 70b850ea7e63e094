using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>1.0507 · x above 0, else 1.0507 · 1.6733 · (exp(x) - 1), which keeps mean 0 and variance 1 (Klambauer et al. 2017).</summary>
public sealed class Selu : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.selu(x);
}
