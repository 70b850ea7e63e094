using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x where |x| is above the threshold, else 0.</summary>
/// <param name="threshold">The largest absolute value that becomes 0; 0.5 as in Keras.</param>
public sealed class HardShrink(double threshold = 0.5) : ActivationFunction
{
    /// <summary>The largest absolute value that becomes 0.</summary>
    public double Threshold { get; } = threshold;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.hardshrink(x, Threshold);
}
