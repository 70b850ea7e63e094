using KerasPS.Activations;
using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// A fully connected layer: <c>activation(x · kernel + bias)</c> over the last axis. Input <c>(..., in)</c>, output <c>(..., units)</c>.
/// </summary>
/// <remarks>The kernel is <c>(in, units)</c>, the bias <c>(units)</c>.</remarks>
/// <param name="units">The number of output units.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public sealed class Dense(
    int units,
    ActivationFunction? activation = null,
    bool useBias = true)
    : KernelLayer(activation, useBias)
{
    /// <summary>The number of output units.</summary>
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
