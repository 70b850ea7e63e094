using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The mean of each channel over time, padding (see <see cref="CallContext.Mask"/>) left out. Input <c>(time, channels)</c>, output
/// <c>(channels)</c>. A sample that is nothing but padding gives NaN, as in Keras.
/// </summary>
/// <param name="keepdims">Whether the axes are kept, with a size of 1: then the output is <c>(1, channels)</c>.</param>
[KerasName("GlobalAvgPool1D")]
public sealed class GlobalAveragePooling1D(bool keepdims = false) : GlobalPoolingLayer(1, keepdims)
{
    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        if (context.Mask is null)
            return input.mean(Axes, Keepdims);
        Tensor mask = context.Mask.unsqueeze(-1);
        Tensor nothing = zeros([], input.dtype, input.device);
        return where(mask, input, nothing).sum(Axes, Keepdims) / mask.to_type(input.dtype).sum(Axes, Keepdims);
    }

    /// <inheritdoc/>
    public override Tensor?[] ComputeMasks(Tensor[] inputs, Tensor?[] masks, int outputs) => new Tensor?[outputs];
}
