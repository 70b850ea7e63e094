using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x above 0, else alpha · (exp(x / alpha) - 1) (Barron 2017).</summary>
/// <param name="alpha">The limit for large negative values, without its sign; 1 as in Keras.</param>
public sealed class Celu(double alpha = 1.0) : ActivationFunction
{
    /// <summary>The limit for large negative values, without its sign.</summary>
    public double Alpha { get; } = Require.Positive(alpha, nameof(Celu), nameof(alpha));

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.celu(x, Alpha);
}
