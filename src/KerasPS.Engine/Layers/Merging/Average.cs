using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The mean of one or more inputs, value by value. Inputs of the same shape, or whose sizes of 1 are repeated.</summary>
public sealed class Average : ElementwiseMerge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks) => inputs.Aggregate((sum, input) => sum + input) / inputs.Length;
}
