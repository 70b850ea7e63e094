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
    Constraint? biasConstraint)
    : BiasLayer(activation, useBias, biasInitializer, biasRegularizer, activityRegularizer, biasConstraint)
{
    private Variable kernel = null!;

    /// <summary>First values of the kernel.</summary>
    public Initializer KernelInitializer { get; } = kernelInitializer ?? new GlorotUniform();

    /// <summary>A penalty on the kernel, or null.</summary>
    public Regularizer? KernelRegularizer { get; } = kernelRegularizer;

    /// <summary>What the kernel is held to after each step, or null.</summary>
    public Constraint? KernelConstraint { get; } = kernelConstraint;

    /// <summary>The kernel as the layer computes with it.</summary>
    private protected Tensor Kernel => kernel.ComputeValue;

    /// <summary>Makes the kernel and, where one is used, the bias.</summary>
    private protected void AddKernelAndBias(long[] kernelShape, long[] biasShape)
    {
        AddKernel(kernelShape, KernelInitializer);
        AddBias(biasShape);
    }

    /// <summary>Makes the kernel.</summary>
    private protected void AddKernel(long[] shape, Initializer initializer) =>
        kernel = AddVariable("kernel", shape, initializer, regularizer: KernelRegularizer, constraint: KernelConstraint);
}
