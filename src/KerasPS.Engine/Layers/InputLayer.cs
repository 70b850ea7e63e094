using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>States the shape of the samples that a model takes; computes nothing.</summary>
/// <param name="shape">The shape of one sample, e.g. <c>28, 28, 1</c> (height, width, channels).</param>
public sealed class InputLayer(long[] shape) : Layer
{
    /// <summary>The shape of one sample.</summary>
    public long[] Shape { get; } = shape;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.SequenceEqual(Shape) ? inputShape : throw WrongShape(inputShape, Layers.Shape.Format(Shape));

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input;
}
