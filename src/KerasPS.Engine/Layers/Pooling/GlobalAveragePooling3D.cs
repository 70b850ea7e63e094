using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The mean of each channel. Input <c>(depth, height, width, channels)</c>, output <c>(channels)</c>.</summary>
/// <param name="keepdims">Whether the axes are kept, with a size of 1: then the output is <c>(1, 1, 1, channels)</c>.</param>
[KerasName("GlobalAvgPool3D")]
public sealed class GlobalAveragePooling3D(bool keepdims = false) : GlobalPoolingLayer(3, keepdims)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => input.mean(Axes, Keepdims);
}
