using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The largest value of each channel. Input <c>(time, channels)</c>, output <c>(channels)</c>.</summary>
/// <param name="keepdims">Whether the axes are kept, with a size of 1: then the output is <c>(1, channels)</c>.</param>
[KerasName("GlobalMaxPool1D")]
public sealed class GlobalMaxPooling1D(bool keepdims = false) : GlobalPoolingLayer(1, keepdims)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input.amax(Axes, Keepdims);
}
