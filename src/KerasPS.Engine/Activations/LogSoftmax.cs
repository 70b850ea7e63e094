using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>x - ln Σ exp(x) over an axis: the logarithm of softmax.</summary>
/// <param name="axis">The axis of the sum, the batch axis counted as 0; -1, the last, as in Keras.</param>
public sealed class LogSoftmax(int axis = -1) : ActivationFunction
{
    /// <summary>The axis of the sum.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => x.log_softmax(Axis);
}
