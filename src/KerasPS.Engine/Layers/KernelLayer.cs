using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers with a kernel, a bias and an activation: what Keras lets users choose about these.</summary>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">First values of the kernel; <c>glorot_uniform</c> by default.</param>
/// <param name="biasInitializer">First values of the bias; <c>zeros</c> by default.</param>
/// <param name="kernelRegularizer">A penalty on the kernel; none by default.</param>
/// <param name="biasRegularizer">A penalty on the bias; none by default.</param>
/// <param name="activityRegularizer">A penalty on the outputs; none by default.</param>
/// <param name="kernelConstraint">What the kernel is held to; none by default.</param>
/// <param name="biasConstraint">What the bias is held to; none by default.</param>
public abstract class KernelLayer(
    ActivationFunction? activation,
    bool useBias,
    Initializer? kernelInitializer,
    Initializer? biasInitializer,
    Regularizer? kernelRegularizer,
    Regularizer? biasRegularizer,
    Regularizer? activityRegularizer,
    Constraint? kernelConstraint,
    Constraint? biasConstraint) : Layer
{
    private Variable kernel = null!;
    private Variable? bias;

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
    public override Regularizer? ActivityRegularizer { get; } = activityRegularizer;

    /// <summary>What the kernel is held to after each step, or null.</summary>
    public Constraint? KernelConstraint { get; } = kernelConstraint;

    /// <summary>What the bias is held to after each step, or null.</summary>
    public Constraint? BiasConstraint { get; } = biasConstraint;

    /// <summary>The kernel as the layer computes with it.</summary>
    private protected Tensor Kernel => kernel.Cast;

    /// <summary>The bias as the layer computes with it; null where there is none.</summary>
    private protected Tensor? Bias => bias?.Cast;

    /// <summary>Makes the kernel and, where one is used, the bias.</summary>
    private protected void AddKernelAndBias(long[] kernelShape, long[] biasShape)
    {
        kernel = AddVariable("kernel", kernelShape, KernelInitializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
        bias = UseBias ? AddVariable("bias", biasShape, BiasInitializer, regularizer: BiasRegularizer, constraint: BiasConstraint) : null;
    }
}
