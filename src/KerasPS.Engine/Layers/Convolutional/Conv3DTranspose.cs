using KerasPS.Activations;
using KerasPS.Configuration;

namespace KerasPS.Layers;

/// <summary>
/// A three-dimensional transposed convolution, which upsamples: it does to its inputs what a convolution does to
/// gradients. Input <c>(depth, height, width, channels)</c>, output <c>(new depth, new height, new width, filters)</c>.
/// </summary>
/// <remarks>The kernel is <c>(depth, height, width, filters, channels)</c>, the bias <c>(filters)</c>.</remarks>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's depth, height and width; one number stands for all.</param>
/// <param name="strides">The steps between windows, which are the factors by which axes grow; 1 by default, and wherever <c>dilationRate</c> is not.</param>
/// <param name="padding"><c>valid</c> (whole windows, <c>(n - 1) · stride + max(size, stride)</c> long) or <c>same</c> (<c>n · stride</c> long).</param>
/// <param name="outputPadding">
/// How much longer than the shortest the output is, below the strides: <c>(n - 1) · stride + size + outputPadding</c>, with <c>same</c>
/// padding <c>(n - 1) · stride + size % 2 + outputPadding</c>; by default the lengths above.
/// </param>
/// <param name="dilationRate">The dilation: the distances between a window's elements; 1 by default.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
[KerasName("Convolution3DTranspose")]
public sealed class Conv3DTranspose(
    int filters,
    long[] kernelSize,
    long[]? strides = null,
    Padding padding = Padding.Valid,
    long[]? outputPadding = null,
    long[]? dilationRate = null,
    ActivationFunction? activation = null,
    bool useBias = true)
    : TransposedConvolutionLayer(3, filters, kernelSize, strides, padding, outputPadding, dilationRate, activation, useBias);
