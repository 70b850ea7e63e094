using static TorchSharp.torch;

namespace KerasPS.Activations;

/// <summary>max(x - τ, 0), with τ such that the values of an axis sum to 1 (Martins and Astudillo 2016): like softmax, but with true zeros.</summary>
/// <param name="axis">The axis that sums to 1, the batch axis counted as 0; -1, the last, as in Keras.</param>
public sealed class Sparsemax(int axis = -1) : ActivationFunction
{
    /// <summary>The axis that sums to 1.</summary>
    public int Axis { get; } = axis;

    internal override (double Low, double High) Range => (0, 1);

    /// <inheritdoc/>
    public override Tensor Call(Tensor x)
    {
        long[] alongAxis = Enumerable.Repeat(1L, (int)x.ndim).ToArray();
        alongAxis[Axis < 0 ? alongAxis.Length + Axis : Axis] = -1;
        Tensor ranks = arange(1, x.size(Axis) + 1, 1, x.dtype, x.device).view(alongAxis);

        (Tensor sorted, _) = x.sort(Axis, descending: true);
        Tensor isInSupport = ((sorted * ranks) + 1).gt(sorted.cumsum(Axis));
        Tensor sum = where(isInSupport, sorted, zeros([], x.dtype, x.device)).sum(Axis, keepdim: true);
        Tensor threshold = (sum - 1) / isInSupport.sum(Axis, keepdim: true);
        return nn.functional.relu(x - threshold);
    }
}
