using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The first input minus the second, value by value. Inputs of the same shape, or whose sizes of 1 are repeated.</summary>
public sealed class Subtract : ElementwiseMerge
{
    private protected override int? InputCount => 2;

    /// <inheritdoc/>
    protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks) => inputs[0] - inputs[1];
}
