using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The largest of one or more inputs, element by element. Inputs have the same shape, or shapes that can be broadcast. An input does not
/// count where it is padding.
/// </summary>
public sealed class Maximum : ExtremeMerge
{
    /// <inheritdoc/>
    protected override Tensor Choose(Tensor left, Tensor right) => left.maximum(right);
}
