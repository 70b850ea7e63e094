using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The largest value in each window. Input <c>(height, width, channels)</c>, output <c>(new height, new width, channels)</c>.</summary>
/// <param name="poolSize">The window's height and width; one number stands for both; 2 by default.</param>
/// <param name="strides">The steps between windows; the pool size by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>; padding is never the maximum.</param>
[KerasName("MaxPool2D")]
public sealed class MaxPooling2D(long[]? poolSize = null, long[]? strides = null, Padding padding = Padding.Valid)
    : PoolingLayer(2, poolSize ?? [2], strides, padding)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => Windows.Max(input);
}
