using System.Diagnostics.CodeAnalysis;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Numerics;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of separable convolutions: a depthwise convolution, then a pointwise one that mixes its channels.</summary>
public abstract class SeparableConvolutionLayer : DepthwiseConvolutionLayer
{
    private Variable pointwiseKernel = null!;

    private protected SeparableConvolutionLayer(
        int axes,
        int filters,
        long[] kernelSize,
        long[]? strides,
        Padding padding,
        long[]? dilationRate,
        int depthMultiplier,
        ActivationFunction? activation,
        bool useBias)
        : base(axes, kernelSize, strides, padding, depthMultiplier, dilationRate, activation, useBias)
    {
        Filters = Require.Positive(filters, ClassName, nameof(filters));
    }

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>Initial values of the pointwise kernel; <c>glorot_uniform</c> by default.</summary>
    [KerasArgument(After = nameof(DepthwiseInitializer))]
    [AllowNull]
    public Initializer PointwiseInitializer { get => field ??= new GlorotUniform(); set => field = BeforeBuild(value); }

    /// <summary>A penalty on the pointwise kernel; none by default.</summary>
    [KerasArgument(After = nameof(DepthwiseRegularizer))]
    public Regularizer? PointwiseRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>What the pointwise kernel is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(DepthwiseConstraint))]
    public Constraint? PointwiseConstraint { get; set => field = BeforeBuild(value); }

    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape) => Activation.ComputeOutputShape([.. Slide(inputShape), Filters]);

    /// <inheritdoc/>
    public sealed override Tensor Call(Tensor input, CallContext context)
    {
        // With the channels last, windows of one cell are a product of matrices.
        Tensor output = TorchSharpWorkarounds.MatMul(ConvolveChannels(input, null), pointwiseKernel.ComputeValue.reshape(-1, Filters));
        return Activation.Call(Bias is { } bias ? output.add(bias) : output);
    }

    /// <inheritdoc/>
    protected sealed override void CreateVariables(long[] inputShape)
    {
        AddDepthwiseKernel("depthwise_kernel", inputShape[^1]);
        pointwiseKernel = AddVariable(
            "pointwise_kernel",
            [.. KernelSize.Select(_ => 1L), inputShape[^1] * DepthMultiplier, Filters],
            PointwiseInitializer,
            regularizer: PointwiseRegularizer,
            constraint: PointwiseConstraint);
        AddBias(Filters);
    }
}
