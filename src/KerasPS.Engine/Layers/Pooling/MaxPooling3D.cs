using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The largest value in each window. Input <c>(depth, height, width, channels)</c>, output <c>(new depth, new height, new width, channels)</c>.</summary>
/// <param name="poolSize">The window's depth, height and width; one number stands for all; 2 by default.</param>
/// <param name="strides">The steps between windows; the pool size by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>; padding is never the maximum.</param>
[KerasName("MaxPool3D")]
public sealed class MaxPooling3D(long[]? poolSize = null, long[]? strides = null, Padding padding = Padding.Valid)
    : PoolingLayer(3, poolSize ?? [2], strides, padding)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => Windows.Max(input);
}
