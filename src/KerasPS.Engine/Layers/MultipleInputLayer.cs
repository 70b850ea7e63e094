using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that take several tensors, or return several: they override the forms with arrays.</summary>
public abstract class MultipleInputLayer : Layer
{
    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape) => ComputeOutputShapes([inputShape])[0];

    /// <inheritdoc/>
    public sealed override Tensor Call(Tensor input, CallContext context) => Call([input], context)[0];

    /// <inheritdoc/>
    public abstract override long[][] ComputeOutputShapes(long[][] inputShapes);

    /// <inheritdoc/>
    public abstract override Tensor[] Call(Tensor[] inputs, CallContext context);

    /// <summary>The error for another number of inputs than the layer takes.</summary>
    /// <param name="given">The number of inputs.</param>
    /// <param name="expected">What the layer expects, e.g. <c>2 inputs</c>.</param>
    private protected KerasException WrongCount(int given, string expected) => new("ShapeMismatch", $"{Subject} expects {expected}, but received {given}.", this);

    /// <summary>The error for shapes that do not go together.</summary>
    /// <param name="shapes">The shape of a sample of each input.</param>
    /// <param name="needs">What the inputs must be like, e.g. <c>with the same number of axes</c>.</param>
    private protected KerasException ShapesDiffer(long[][] shapes, string needs) => new(
        "ShapeMismatch", $"{Subject} expects inputs {needs}, but received samples of shape {Shape.Format(shapes)}.", this);
}
