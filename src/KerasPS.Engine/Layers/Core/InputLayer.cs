using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>States the shape of the samples that a model takes; computes nothing.</summary>
/// <param name="shape">The shape of one sample, e.g. <c>28, 28, 1</c> (height, width, channels); -1 for a size that may vary.</param>
/// <example>
/// <code>
/// New-InputLayer 28, 28, 1
/// </code>
/// Images in grey.
/// </example>
/// <example>
/// <code>
/// New-SequentialModel (New-InputLayer 4), (New-DenseLayer 1) | Get-ModelSummary
/// </code>
/// A model that knows the shape of its samples, as with -InputShape.
/// </example>
public sealed class InputLayer(long[] shape) : Layer
{
    /// <summary>The shape of one sample.</summary>
    public long[] Shape { get; } = shape.All(size => size is > 0 or -1)
        ? shape
        : throw KerasException.InvalidValue(nameof(InputLayer), $"the sizes of shape must be above 0, or -1 where they may vary, not {KerasPS.Shape.Format(shape)}.", shape);

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    internal override bool CastsInputs => false;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        KerasPS.Shape.Fits(Shape, inputShape) ? inputShape : throw WrongShape(inputShape, KerasPS.Shape.Format(Shape));

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input;
}
