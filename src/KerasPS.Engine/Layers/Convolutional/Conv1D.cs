using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;

namespace KerasPS.Layers;

/// <summary>
/// A one-dimensional convolution: each filter sees all channels of a window. Input <c>(time, channels)</c>, output
/// <c>(new time, filters)</c>.
/// </summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's length.</param>
/// <param name="strides">The steps between windows; 1 by default, and wherever <c>dilationRate</c> is not.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders), <c>same</c>, or <c>causal</c>: no output depends on later steps.</param>
/// <param name="dilationRate">The distances between a window's elements; 1 by default.</param>
/// <param name="groups">The number of groups of channels that are convolved apart; it divides channels and filters.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">First values of the kernel <c>(length, channels / groups, filters)</c>; <c>glorot_uniform</c> by default.</param>
/// <param name="biasInitializer">First values of the bias <c>(filters)</c>; <c>zeros</c> by default.</param>
/// <param name="kernelRegularizer">A penalty on the kernel; none by default.</param>
/// <param name="biasRegularizer">A penalty on the bias; none by default.</param>
/// <param name="activityRegularizer">A penalty on the outputs; none by default.</param>
/// <param name="kernelConstraint">What the kernel is held to after each step; none by default.</param>
/// <param name="biasConstraint">What the bias is held to after each step; none by default.</param>
[KerasName("Convolution1D")]
public sealed class Conv1D(
    int filters,
    long[] kernelSize,
    long[]? strides = null,
    CausalPadding padding = CausalPadding.Valid,
    long[]? dilationRate = null,
    int groups = 1,
    ActivationFunction? activation = null,
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? kernelConstraint = null,
    Constraint? biasConstraint = null)
    : ConvolutionLayer(
        1,
        filters,
        kernelSize,
        strides,
        padding,
        dilationRate,
        groups,
        activation,
        useBias,
        kernelInitializer,
        biasInitializer,
        kernelRegularizer,
        biasRegularizer,
        activityRegularizer,
        kernelConstraint,
        biasConstraint)
{
    /// <summary>What happens at the borders.</summary>
    public CausalPadding Padding { get; } = padding;
}
