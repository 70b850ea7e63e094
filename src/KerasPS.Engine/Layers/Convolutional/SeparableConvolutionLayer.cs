using KerasPS.Activations;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Numerics;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of separable convolutions: a depthwise convolution, then filters that mix its channels cell by cell.</summary>
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
        bool useBias,
        Initializer? depthwiseInitializer,
        Initializer? pointwiseInitializer,
        Initializer? biasInitializer,
        Regularizer? depthwiseRegularizer,
        Regularizer? pointwiseRegularizer,
        Regularizer? biasRegularizer,
        Regularizer? activityRegularizer,
        Constraint? depthwiseConstraint,
        Constraint? pointwiseConstraint,
        Constraint? biasConstraint)
        : base(
            axes,
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
            biasConstraint)
    {
        Filters = Require.Positive(filters, ClassName, nameof(filters));
        PointwiseInitializer = pointwiseInitializer ?? new GlorotUniform();
        PointwiseRegularizer = pointwiseRegularizer;
        PointwiseConstraint = pointwiseConstraint;
    }

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>First values of the pointwise kernel.</summary>
    public Initializer PointwiseInitializer { get; }

    /// <summary>A penalty on the pointwise kernel, or null.</summary>
    public Regularizer? PointwiseRegularizer { get; }

    /// <summary>What the pointwise kernel is held to after each step, or null.</summary>
    public Constraint? PointwiseConstraint { get; }

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
