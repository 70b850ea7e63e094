using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Flattens each sample into one vector: <c>(a, b, ...)</c> to <c>(a · b · ...,)</c>, the last axis changing fastest; a scalar to a vector of one value.</summary>
public sealed class Flatten : Layer
{
    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) => [Shape.Size(inputShape)];

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input.reshape(input.size(0), -1);
}
