using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The first input minus the second, element by element. Inputs have the same shape, or shapes that can be broadcast.</summary>
public sealed class Subtract : ElementwiseMerge
{
    private protected override int? InputCount => 2;

    /// <inheritdoc/>
    protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks) => inputs[0] - inputs[1];
}
