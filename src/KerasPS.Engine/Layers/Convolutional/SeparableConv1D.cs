using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;

namespace KerasPS.Layers;

/// <summary>
/// A one-dimensional separable convolution: a depthwise one, then filters that mix its channels cell by cell. It has far
/// fewer weights than a convolution. Input <c>(time, channels)</c>, output <c>(new time, filters)</c>.
/// </summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's length.</param>
/// <param name="strides">The steps between windows; 1 by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>.</param>
/// <param name="dilationRate">The distances between a window's elements; 1 by default.</param>
/// <param name="depthMultiplier">The number of depthwise filters for each channel; 1 by default.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="depthwiseInitializer">First values of the depthwise kernel <c>(length, channels, depthMultiplier)</c>; <c>glorot_uniform</c> by default.</param>
/// <param name="pointwiseInitializer">First values of the pointwise kernel <c>(1, channels · depthMultiplier, filters)</c>; <c>glorot_uniform</c> by default.</param>
/// <param name="biasInitializer">First values of the bias <c>(filters)</c>; <c>zeros</c> by default.</param>
/// <param name="depthwiseRegularizer">A penalty on the depthwise kernel; none by default.</param>
/// <param name="pointwiseRegularizer">A penalty on the pointwise kernel; none by default.</param>
/// <param name="biasRegularizer">A penalty on the bias; none by default.</param>
/// <param name="activityRegularizer">A penalty on the outputs; none by default.</param>
/// <param name="depthwiseConstraint">What the depthwise kernel is held to after each step; none by default.</param>
/// <param name="pointwiseConstraint">What the pointwise kernel is held to after each step; none by default.</param>
/// <param name="biasConstraint">What the bias is held to after each step; none by default.</param>
[KerasName("SeparableConvolution1D")]
public sealed class SeparableConv1D(
    int filters,
    long[] kernelSize,
    long[]? strides = null,
    Padding padding = Padding.Valid,
    long[]? dilationRate = null,
    int depthMultiplier = 1,
    ActivationFunction? activation = null,
    bool useBias = true,
    Initializer? depthwiseInitializer = null,
    Initializer? pointwiseInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? depthwiseRegularizer = null,
    Regularizer? pointwiseRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? depthwiseConstraint = null,
    Constraint? pointwiseConstraint = null,
    Constraint? biasConstraint = null)
    : SeparableConvolutionLayer(
        1,
        filters,
        kernelSize,
        strides,
        padding,
        dilationRate,
        depthMultiplier,
        activation,
        useBias,
        depthwiseInitializer,
        pointwiseInitializer,
        biasInitializer,
        depthwiseRegularizer,
        pointwiseRegularizer,
        biasRegularizer,
        activityRegularizer,
        depthwiseConstraint,
        pointwiseConstraint,
        biasConstraint);
