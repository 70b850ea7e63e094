using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x above 0, else alpha · (exp(x) - 1) (Clevert et al. 2015).</summary>
/// <param name="alpha">The limit for large negative values, without its sign; 1 as in Keras.</param>
public sealed class Elu(double alpha = 1.0) : ActivationFunction
{
    /// <summary>The limit for large negative values, without its sign.</summary>
    public double Alpha { get; } = alpha;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.elu(x, Alpha);
}
