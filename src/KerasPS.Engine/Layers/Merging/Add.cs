using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The sum of one or more inputs, value by value. Inputs of the same shape, or whose sizes of 1 are repeated.</summary>
public sealed class Add : ElementwiseMerge
{
    /// <inheritdoc/>
    protected override Tensor Combine(Tensor[] inputs, Tensor?[] masks) => inputs.Aggregate((sum, input) => sum + input);
}
