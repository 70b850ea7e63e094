using System.Diagnostics.CodeAnalysis;
using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Constraints;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of depthwise convolutions: some filters for each channel, which see that channel alone.</summary>
public abstract class DepthwiseConvolutionLayer : BiasLayer
{
    private Variable kernel = null!;

    private protected DepthwiseConvolutionLayer(
        int axes,
        long[] kernelSize,
        long[]? strides,
        Padding padding,
        int depthMultiplier,
        long[]? dilationRate,
        ActivationFunction? activation,
        bool useBias)
        : base(activation, useBias)
    {
        KernelSize = Require.PerAxis(kernelSize, axes, ClassName, nameof(kernelSize));
        Strides = Require.PerAxis(strides ?? [1], axes, ClassName, nameof(strides));
        Padding = padding;
        DepthMultiplier = Require.Positive(depthMultiplier, ClassName, nameof(depthMultiplier));
        DilationRate = Require.PerAxis(dilationRate ?? [1], axes, ClassName, nameof(dilationRate));
        Windows = new Windows(KernelSize, Strides, (CausalPadding)padding, DilationRate);
    }

    internal Windows Windows { get; }

    /// <summary>The windows' sizes, one for each axis.</summary>
    public long[] KernelSize { get; }

    /// <summary>The steps between windows, one for each axis.</summary>
    public long[] Strides { get; }

    /// <summary>What happens at the borders.</summary>
    public Padding Padding { get; }

    /// <summary>The number of filters for each input channel.</summary>
    public int DepthMultiplier { get; }

    /// <summary>The distances between a window's elements, one for each axis.</summary>
    public long[] DilationRate { get; }

    /// <summary>Initial values of the depthwise kernel; <c>glorot_uniform</c> by default.</summary>
    [KerasArgument(After = nameof(UseBias))]
    [AllowNull]
    public Initializer DepthwiseInitializer { get => field ??= new GlorotUniform(); set => field = BeforeBuild(value); }

    /// <summary>A penalty on the depthwise kernel; none by default.</summary>
    [KerasArgument(After = nameof(BiasInitializer))]
    public Regularizer? DepthwiseRegularizer { get; set => field = BeforeBuild(value); }

    /// <summary>What the depthwise kernel is constrained to after each step; none by default.</summary>
    [KerasArgument(After = nameof(ActivityRegularizer))]
    public Constraint? DepthwiseConstraint { get; set => field = BeforeBuild(value); }

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape) =>
        Activation.ComputeOutputShape([.. Slide(inputShape), inputShape[^1] < 0 ? -1 : inputShape[^1] * DepthMultiplier]);

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => Activation.Call(ConvolveChannels(input, Bias));

    /// <summary>The numbers of windows on a sample's axes.</summary>
    private protected long[] Slide(long[] inputShape) => Windows.Slide(inputShape) ?? throw WrongShape(inputShape, Windows.Needs);

    /// <summary>Convolves each channel apart; the outputs of the first channel come first.</summary>
    private protected Tensor ConvolveChannels(Tensor input, Tensor? bias)
    {
        long channels = input.size(-1);
        return Windows.Convolve(input, kernel.ComputeValue.reshape([.. KernelSize, 1, channels * DepthMultiplier]), bias, channels);
    }

    /// <summary>Makes the kernel <c>(sizes, channels, depth multiplier)</c>.</summary>
    private protected void AddDepthwiseKernel(string name, long channels) => kernel = AddVariable(
        name,
        [.. KernelSize, channels, DepthMultiplier],
        DepthwiseInitializer,
        regularizer: DepthwiseRegularizer,
        constraint: DepthwiseConstraint);

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        AddDepthwiseKernel("kernel", inputShape[^1]);
        AddBias(inputShape[^1] * DepthMultiplier);
    }
}
