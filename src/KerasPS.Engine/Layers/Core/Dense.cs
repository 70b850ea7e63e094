using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Numerics;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// A fully connected layer: <c>activation(x · kernel + bias)</c> over the last axis. Input <c>(..., in)</c>, output <c>(..., units)</c>.
/// </summary>
/// <param name="units">The number of outputs.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">First values of the kernel <c>(in, units)</c>; <c>glorot_uniform</c> by default.</param>
/// <param name="biasInitializer">First values of the bias <c>(units)</c>; <c>zeros</c> by default.</param>
/// <param name="kernelRegularizer">A penalty on the kernel; none by default.</param>
/// <param name="biasRegularizer">A penalty on the bias; none by default.</param>
/// <param name="activityRegularizer">A penalty on the outputs; none by default.</param>
/// <param name="kernelConstraint">What the kernel is held to after each step; none by default.</param>
/// <param name="biasConstraint">What the bias is held to after each step; none by default.</param>
public sealed class Dense(
    int units,
    ActivationFunction? activation = null,
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null,
    Regularizer? activityRegularizer = null,
    Constraint? kernelConstraint = null,
    Constraint? biasConstraint = null)
    : KernelLayer(
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
    /// <summary>The number of outputs.</summary>
    public int Units { get; } = Require.Positive(units, nameof(Dense), nameof(units));

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length > 0 ? Activation.ComputeOutputShape([.. inputShape[..^1], Units]) : throw WrongShape(inputShape, "(..., in)");

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        Tensor output = Bias is not { } bias
            ? TorchSharpWorkarounds.MatMul(input, Kernel)
            : input.ndim == 2 ? bias.addmm(input, Kernel) : nn.functional.linear(input, Kernel.t(), bias);
        return Activation.Call(output);
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape) => AddKernelAndBias([inputShape[^1], Units], [Units]);
}
