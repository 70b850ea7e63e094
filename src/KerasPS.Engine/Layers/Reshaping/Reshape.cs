using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Gives each sample another shape with the same number of values.</summary>
/// <param name="targetShape">The new shape without the batch axis; one -1 stands for what is left.</param>
/// <example>
/// <code>
/// New-ReshapeLayer 4, -1
/// </code>
/// Four rows of as many values as there are.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-ReshapeLayer 4, 2) -InputShape 8 | Get-ModelSummary
/// </code>
/// Samples of shape (8,) become samples of shape (4, 2).
/// </example>
public sealed class Reshape(long[] targetShape) : Layer
{
    /// <summary>The new shape.</summary>
    public long[] TargetShape { get; } = targetShape.All(n => n >= -1) && targetShape.Count(n => n == -1) <= 1
        ? targetShape
        : throw KerasException.InvalidValue(
            nameof(Reshape), $"target_shape must be sizes of 0 or above, at most one of them -1 for what is left, not {string.Join(", ", targetShape)}.", targetShape);

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        long size = Shape.Size(inputShape);
        if (size < 0)
            return TargetShape;
        long known = Shape.Size(TargetShape.Where(n => n >= 0).ToArray());
        bool isOpen = TargetShape.Contains(-1);
        if (isOpen ? known == 0 || size % known != 0 : known != size)
            throw WrongShape(inputShape, $"with a number of values that fits the target shape ({string.Join(", ", TargetShape)})");
        return Array.ConvertAll(TargetShape, n => n == -1 ? size / known : n);
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input.reshape([input.size(0), .. TargetShape]);
}
