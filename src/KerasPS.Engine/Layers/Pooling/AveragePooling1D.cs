using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The mean of each window. Input <c>(time, channels)</c>, output <c>(new time, channels)</c>.</summary>
/// <param name="poolSize">The window's length.</param>
/// <param name="strides">The steps between windows; the pool size by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>; padding is left out.</param>
[KerasName("AvgPool1D")]
public sealed class AveragePooling1D(long[] poolSize, long[]? strides = null, Padding padding = Padding.Valid)
    : PoolingLayer(1, poolSize, strides, padding)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => Windows.Average(input);
}
