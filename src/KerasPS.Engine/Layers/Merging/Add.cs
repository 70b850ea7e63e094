using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The sum of one or more inputs, element by element. Inputs have the same shape, or shapes that can be broadcast.</summary>
public sealed class Add : ElementwiseMerge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks) => inputs.Aggregate((sum, input) => sum + input);
}
