using KerasPS.Activations;
using KerasPS.Initializers;
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
public sealed class Dense(
    int units,
    ActivationFunction? activation = null,
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null) : Layer
{
    private Variable kernel = null!;
    private Variable? bias;

    /// <summary>The number of outputs.</summary>
    public int Units { get; } = Require.Positive(units, nameof(Dense), nameof(units));

    /// <summary>The activation.</summary>
    public ActivationFunction Activation { get; } = activation ?? new Linear();

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; } = useBias;

    /// <summary>First values of the kernel.</summary>
    public Initializer KernelInitializer { get; } = kernelInitializer ?? new GlorotUniform();

    /// <summary>First values of the bias.</summary>
    public Initializer BiasInitializer { get; } = biasInitializer ?? new Zeros();

    /// <summary>A penalty on the kernel, or null.</summary>
    public Regularizer? KernelRegularizer { get; } = kernelRegularizer;

    /// <summary>A penalty on the bias, or null.</summary>
    public Regularizer? BiasRegularizer { get; } = biasRegularizer;

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        inputShape.Length > 0 ? [.. inputShape[..^1], Units] : throw WrongShape(inputShape, "(..., in)");

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        Tensor output = bias is null
            ? input.matmul(kernel.Value)
            : input.ndim == 2 ? bias.Value.addmm(input, kernel.Value) : input.matmul(kernel.Value).add(bias.Value);
        return Activation.Call(output);
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        kernel = AddVariable("kernel", [inputShape[^1], Units], KernelInitializer, regularizer: KernelRegularizer);
        bias = UseBias ? AddVariable("bias", [Units], BiasInitializer, regularizer: BiasRegularizer) : null;
    }
}
