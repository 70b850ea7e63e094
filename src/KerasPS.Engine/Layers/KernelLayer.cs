using System.Diagnostics.CodeAnalysis;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers with a kernel, a bias and an activation: what Keras lets users choose about these.</summary>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
public abstract class KernelLayer(ActivationFunction? activation, bool useBias) : BiasLayer(activation, useBias)
{
    private Variable kernel = null!;

    /// <summary>Initial values of the kernel; <c>glorot_uniform</c> by default.</summary>
    [KerasArgument(After = nameof(UseBias))]
    [AllowNull]
    public Initializer KernelInitializer { get => field ??= new GlorotUniform(); set => field = BeforeBuild(value); }

    /// <summary>A penalty on the kernel; none by default.</summary>
    [KerasArgument(After = nameof(BiasInitializer))]
    public Regularizer? KernelRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>What the kernel is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(ActivityRegularizer))]
    public Constraint? KernelConstraint { get; set => field = BeforeBuild(value); }

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
