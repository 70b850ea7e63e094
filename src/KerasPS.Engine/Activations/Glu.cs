using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>a · sigmoid(b), where a and b are the two halves of x along an axis, which becomes half as long (Dauphin et al. 2017).</summary>
/// <param name="axis">The axis that is halved, the batch axis counted as 0; -1, the last, as in Keras.</param>
public sealed class Glu(int axis = -1) : ActivationFunction
{
    /// <summary>The axis that is halved.</summary>
    public int Axis { get; } = axis;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        int axis = Axis < 0 ? inputShape.Length + Axis : Axis - 1;
        if (axis < 0 || axis >= inputShape.Length || inputShape[axis] % 2 == 1)
        {
            throw new KerasException(
                "ShapeMismatch", $"glu halves axis {Axis}, which must be one of the sample's and of even length, but a sample is {Shape.Format(inputShape)}.", this);
        }

        long halved = inputShape[axis] < 0 ? inputShape[axis] : inputShape[axis] / 2;
        return [.. inputShape[..axis], halved, .. inputShape[(axis + 1)..]];
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor x) => nn.functional.glu(x, Axis);
}
