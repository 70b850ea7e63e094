using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x moved towards 0 by the threshold: x - threshold above it, x + threshold below -threshold, else 0.</summary>
/// <param name="threshold">How far values move; 0.5 as in Keras.</param>
public sealed class SoftShrink(double threshold = 0.5) : ActivationFunction
{
    /// <summary>How far values move.</summary>
    public double Threshold { get; } = Require.NotNegative(threshold, nameof(SoftShrink), nameof(threshold));

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.softshrink(x, Threshold);
}
