using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>exp(x) / Σ exp(x) over an axis.</summary>
/// <param name="axis">The axis that sums to 1, the batch axis counted as 0; -1, the last, as in Keras.</param>
public sealed class Softmax(int axis = -1) : ActivationFunction
{
    /// <summary>The axis that sums to 1.</summary>
    public int Axis { get; } = axis;

    internal override (double Low, double High) Range => (0, 1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.softmax(Axis);
}
