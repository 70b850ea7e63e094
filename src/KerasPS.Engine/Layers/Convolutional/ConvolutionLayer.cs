using KerasPS.Activations;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of convolutions: filters that slide over one, two or three axes, and are given all channels of their group.</summary>
public abstract class ConvolutionLayer : KernelLayer
{
    private protected ConvolutionLayer(
        int axes,
        int filters,
        long[] kernelSize,
        long[]? strides,
        CausalPadding padding,
        long[]? dilationRate,
        int groups,
        ActivationFunction? activation,
        bool useBias)
        : base(activation, useBias)
    {
        Filters = Require.Positive(filters, ClassName, nameof(filters));
        KernelSize = Require.PerAxis(kernelSize, axes, ClassName, nameof(kernelSize));
        Strides = Require.PerAxis(strides ?? [1], axes, ClassName, nameof(strides));
        DilationRate = Require.PerAxis(dilationRate ?? [1], axes, ClassName, nameof(dilationRate));
        Require.StridesOrDilation(Strides, DilationRate, ClassName);
        Groups = Require.Positive(groups, ClassName, nameof(groups));
        if (filters % groups != 0)
            throw KerasException.InvalidValue(ClassName, $"filters must be divisible by groups, but {filters} is not divisible by {groups}.", groups);
        Windows = new Windows(KernelSize, Strides, padding, DilationRate);
    }

    internal Windows Windows { get; }

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>The windows' sizes, one for each axis.</summary>
    public long[] KernelSize { get; }

    /// <summary>The steps between windows, one for each axis.</summary>
    public long[] Strides { get; }

    /// <summary>The distances between a window's elements, one for each axis.</summary>
    public long[] DilationRate { get; }

    /// <summary>The number of groups of channels, each convolved with filters of its own.</summary>
    public int Groups { get; }

    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape)
    {
        long[] counts = Windows.Slide(inputShape) ?? throw WrongShape(inputShape, Windows.Needs);
        return inputShape[^1] % Groups == 0
            ? Activation.ComputeOutputShape([.. counts, Filters])
            : throw WrongShape(inputShape, $"{Windows.Needs}, with a number of channels divisible by groups ({Groups})");
    }

    /// <inheritdoc/>
    public sealed override Tensor Call(Tensor input, CallContext context) => Activation.Call(Windows.Convolve(input, Kernel, Bias, Groups));

    /// <inheritdoc/>
    protected sealed override void CreateVariables(long[] inputShape) =>
        AddKernelAndBias([.. KernelSize, inputShape[^1] / Groups, Filters], [Filters]);
}
