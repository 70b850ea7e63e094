using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The mean of one or more inputs, element by element. Inputs have the same shape, or shapes that can be broadcast.</summary>
public sealed class Average : ElementwiseMerge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks) => inputs.Aggregate((sum, input) => sum + input) / inputs.Length;
}
