using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The largest of one or more inputs, value by value. Inputs of the same shape, or whose sizes of 1 are repeated. An input does not
/// count where it is padding.
/// </summary>
public sealed class Maximum : ExtremeMerge
{
    /// <inheritdoc/>
    protected override Tensor Choose(Tensor left, Tensor right) => left.maximum(right);
}
