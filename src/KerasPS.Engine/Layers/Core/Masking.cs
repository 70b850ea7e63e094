using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Marks time steps as padding, which layers that support masking skip: those whose values are all equal to one value. Their values
/// become zeros. Input and output <c>(time, features)</c>.
/// </summary>
/// <param name="maskValue">The value that padding consists of.</param>
public sealed class Masking(double maskValue = 0) : Layer
{
    /// <summary>The value that padding consists of.</summary>
    public double MaskValue { get; } = maskValue;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length > 0 ? inputShape : throw WrongShape(inputShape, "(time, features)");

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) =>
        where(input.ne(MaskValue).any(-1, keepdim: true), input, full([], 0, input.dtype, input.device));

    /// <inheritdoc/>
    public override Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs) => [inputs[0].ne(MaskValue).any(-1)];
}
