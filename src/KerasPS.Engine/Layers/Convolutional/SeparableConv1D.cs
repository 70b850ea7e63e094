using KerasPS.Activations;
using KerasPS.Configuration;

namespace KerasPS.Layers;

/// <summary>
/// A one-dimensional separable convolution: a depthwise one, then a pointwise one (1 by 1) that mixes its channels. It has far
/// fewer weights than a convolution. Input <c>(time, channels)</c>, output <c>(new time, filters)</c>.
/// </summary>
/// <remarks>
/// The depthwise kernel is <c>(length, channels, depthMultiplier)</c>, the pointwise kernel <c>(1, channels · depthMultiplier, filters)</c>, the bias
/// <c>(filters)</c>.
/// </remarks>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's length.</param>
/// <param name="strides">The steps between windows; 1 by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>.</param>
/// <param name="dilationRate">The dilation: the distances between a window's elements; 1 by default.</param>
/// <param name="depthMultiplier">The number of depthwise filters for each channel; 1 by default.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
[KerasName("SeparableConvolution1D")]
public sealed class SeparableConv1D(
    int filters,
    long[] kernelSize,
    long[]? strides = null,
    Padding padding = Padding.Valid,
    long[]? dilationRate = null,
    int depthMultiplier = 1,
    ActivationFunction? activation = null,
    bool useBias = true)
    : SeparableConvolutionLayer(1, filters, kernelSize, strides, padding, dilationRate, depthMultiplier, activation, useBias);
