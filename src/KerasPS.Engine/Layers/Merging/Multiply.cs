using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The product of one or more inputs, element by element. Inputs have the same shape, or shapes that can be broadcast. An input counts
/// as 1 where it is padding; where all are, the product is 0.
/// </summary>
public sealed class Multiply : ElementwiseMerge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks)
    {
        Tensor product = inputs
            .Select((input, i) => masks[i] is { } mask ? input.masked_fill(mask.logical_not(), 1) : input)
            .Aggregate((all, input) => all * input);
        return masks.Any(mask => mask is null)
            ? product
            : product.masked_fill(masks.Aggregate((any, mask) => any!.logical_or(mask!))!.logical_not(), 0);
    }
}
