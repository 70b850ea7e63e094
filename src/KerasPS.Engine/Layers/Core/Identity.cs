using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Returns its input unchanged.</summary>
public sealed class Identity : Layer
{
    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => inputShape;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input;
}
