using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;

namespace KerasPS.Layers;

/// <summary>
/// A two-dimensional depthwise convolution: each filter sees one channel alone. Input <c>(height, width, channels)</c>, output
/// <c>(new height, new width, channels · depthMultiplier)</c>, the outputs of the first channel first.
/// </summary>
/// <param name="kernelSize">The window's height and width; one number stands for both.</param>
/// <param name="strides">The steps between windows; 1 by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>.</param>
/// <param name="depthMultiplier">The number of filters for each channel; 1 by default.</param>
/// <param name="dilationRate">The distances between a window's elements; 1 by default.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="depthwiseInitializer">First values of the kernel <c>(height, width, channels, depthMultiplier)</c>; <c>glorot_uniform</c> by default.</param>
/// <param name="biasInitializer">First values of the bias <c>(channels · depthMultiplier)</c>; <c>zeros</c> by default.</param>
/// <param name="depthwiseRegularizer">A penalty on the kernel; none by default.</param>
/// <param name="biasRegularizer">A penalty on the bias; none by default.</param>
/// <param name="activityRegularizer">A penalty on the outputs; none by default.</param>
/// <param name="depthwiseConstraint">What the kernel is held to after each step; none by default.</param>
/// <param name="biasConstraint">What the bias is held to after each step; none by default.</param>
public sealed class DepthwiseConv2D(
    long[] kernelSize,
    long[]? strides = null,
    Padding padding = Padding.Valid,
    int depthMultiplier = 1,
    long[]? dilationRate = null,
    ActivationFunction? activation = null,
    bool useBias = true,
    Initializer? depthwiseInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? depthwiseRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? depthwiseConstraint = null,
    Constraint? biasConstraint = null)
    : DepthwiseConvolutionLayer(
        2,
        kernelSize,
        strides,
        padding,
        depthMultiplier,
        dilationRate,
        activation,
        useBias,
        depthwiseInitializer,
        biasInitializer,
        depthwiseRegularizer,
        biasRegularizer,
        activityRegularizer,
        depthwiseConstraint,
        biasConstraint);
