using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x above 0, else exp(x) - 1 (Clevert et al. 2015).</summary>
public sealed class Elu : ActivationFunction
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.elu(x, 1.0);
}
