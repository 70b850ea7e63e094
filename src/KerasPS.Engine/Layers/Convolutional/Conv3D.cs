using KerasPS.Activations;
using KerasPS.Configuration;

namespace KerasPS.Layers;

/// <summary>
/// A three-dimensional convolution: each filter sees all channels of a window. Input <c>(depth, height, width, channels)</c>, output
/// <c>(new depth, new height, new width, filters)</c>.
/// </summary>
/// <remarks>The kernel is <c>(depth, height, width, channels / groups, filters)</c>, the bias <c>(filters)</c>.</remarks>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's depth, height and width; one number stands for all.</param>
/// <param name="strides">The strides: the steps between windows; 1 by default, and wherever <c>dilationRate</c> is not.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>.</param>
/// <param name="dilationRate">The dilation: the distances between a window's elements; 1 by default.</param>
/// <param name="groups">The number of groups of channels, each convolved with filters of its own; channels and filters must be divisible by it.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
[KerasName("Convolution3D")]
public sealed class Conv3D(
    int filters,
    long[] kernelSize,
    long[]? strides = null,
    Padding padding = Padding.Valid,
    long[]? dilationRate = null,
    int groups = 1,
    ActivationFunction? activation = null,
    bool useBias = true)
    : ConvolutionLayer(3, filters, kernelSize, strides, (CausalPadding)padding, dilationRate, groups, activation, useBias)
{
    /// <summary>What happens at the borders.</summary>
    public Padding Padding { get; } = padding;
}
