using KerasPS.Activations;

namespace KerasPS.Layers;

/// <summary>
/// A one-dimensional depthwise convolution: each filter sees one channel alone. Input <c>(time, channels)</c>, output
/// <c>(new time, channels · depthMultiplier)</c>, the outputs of the first channel first.
/// </summary>
/// <remarks>The kernel is <c>(length, channels, depthMultiplier)</c>, the bias <c>(channels · depthMultiplier)</c>.</remarks>
/// <param name="kernelSize">The window's length.</param>
/// <param name="strides">The steps between windows; 1 by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>.</param>
/// <param name="depthMultiplier">The number of filters for each channel; 1 by default.</param>
/// <param name="dilationRate">The dilation: the distances between a window's elements; 1 by default.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class DepthwiseConv1D(
    long[] kernelSize,
    long[]? strides = null,
    Padding padding = Padding.Valid,
    int depthMultiplier = 1,
    long[]? dilationRate = null,
    ActivationFunction? activation = null,
    bool useBias = true)
    : DepthwiseConvolutionLayer(1, kernelSize, strides, padding, depthMultiplier, dilationRate, activation, useBias);
