using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Gives each sample another shape with as many values.</summary>
/// <param name="targetShape">The new shape without the batch axis; one -1 stands for what is left.</param>
public sealed class Reshape(long[] targetShape) : Layer
{
    /// <summary>The new shape.</summary>
    public long[] TargetShape { get; } = targetShape;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        long size = Shape.Size(inputShape);
        long known = Shape.Size(TargetShape.Where(n => n != -1).ToArray());
        int open = TargetShape.Count(n => n == -1);
        if (open > 1 || known <= 0 || (open == 0 ? known != size : size % known != 0))
            throw WrongShape(inputShape, $"with a number of values that fits the target shape ({string.Join(", ", TargetShape)})");
        return TargetShape.Select(n => n == -1 ? size / known : n).ToArray();
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input.reshape([input.size(0), .. TargetShape]);
}
