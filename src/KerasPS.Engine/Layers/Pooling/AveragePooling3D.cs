using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The mean of each window. Input <c>(depth, height, width, channels)</c>, output <c>(new depth, new height, new width, channels)</c>.</summary>
/// <param name="poolSize">The window's depth, height and width; one number stands for all.</param>
/// <param name="strides">The steps between windows; the pool size by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>; padding is left out.</param>
[KerasName("AvgPool3D")]
public sealed class AveragePooling3D(long[] poolSize, long[]? strides = null, Padding padding = Padding.Valid)
    : PoolingLayer(3, poolSize, strides, padding)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => Windows.Average(input);
}
