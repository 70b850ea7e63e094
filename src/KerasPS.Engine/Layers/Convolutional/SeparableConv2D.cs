using KerasPS.Activations;
using KerasPS.Configuration;

namespace KerasPS.Layers;

/// <summary>
/// A two-dimensional separable convolution: a depthwise one, then a pointwise one (1 by 1) that mixes its channels. It has far
/// fewer weights than a convolution. Input <c>(height, width, channels)</c>, output <c>(new height, new width, filters)</c>.
/// </summary>
/// <remarks>
/// The depthwise kernel is <c>(height, width, channels, depthMultiplier)</c>, the pointwise kernel <c>(1, 1, channels · depthMultiplier, filters)</c>,
/// the bias <c>(filters)</c>.
/// </remarks>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's height and width; one number stands for both.</param>
/// <param name="strides">The steps between windows; 1 by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>.</param>
/// <param name="dilationRate">The dilation: the distances between a window's elements; 1 by default.</param>
/// <param name="depthMultiplier">The number of depthwise filters for each channel; 1 by default.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
[KerasName("SeparableConvolution2D")]
public sealed class SeparableConv2D(
    int filters,
    long[] kernelSize,
    long[]? strides = null,
    Padding padding = Padding.Valid,
    long[]? dilationRate = null,
    int depthMultiplier = 1,
    ActivationFunction? activation = null,
    bool useBias = true)
    : SeparableConvolutionLayer(2, filters, kernelSize, strides, padding, dilationRate, depthMultiplier, activation, useBias);
