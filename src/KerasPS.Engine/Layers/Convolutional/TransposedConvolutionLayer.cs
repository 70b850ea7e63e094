using KerasPS.Activations;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The base of transposed convolutions: what a convolution with the same kernel does to gradients, so that outputs are larger than inputs.
/// Borders are those of Keras's torch backend, which are those of its other backends too.
/// </summary>
public abstract class TransposedConvolutionLayer : KernelLayer
{
    private protected TransposedConvolutionLayer(
        int axes,
        int filters,
        long[] kernelSize,
        long[]? strides,
        Padding padding,
        long[]? outputPadding,
        long[]? dilationRate,
        ActivationFunction? activation,
        bool useBias)
        : base(activation, useBias)
    {
        Filters = Require.Positive(filters, ClassName, nameof(filters));
        KernelSize = Require.PerAxis(kernelSize, axes, ClassName, nameof(kernelSize));
        Strides = Require.PerAxis(strides ?? [1], axes, ClassName, nameof(strides));
        Padding = padding;
        OutputPadding = outputPadding is null ? null : Require.PerAxis(outputPadding, axes, ClassName, nameof(outputPadding), least: 0);
        DilationRate = Require.PerAxis(dilationRate ?? [1], axes, ClassName, nameof(dilationRate));
        Require.StridesOrDilation(Strides, DilationRate, ClassName);
        if (OutputPadding is not null && OutputPadding.Zip(Strides).Any(pair => pair.First >= pair.Second))
            throw KerasException.InvalidValue(ClassName, $"output_padding must be below the strides ({string.Join(", ", Strides)}), not {string.Join(", ", OutputPadding)}.");
        Windows = KernelSize
            .Select((size, axis) => new Window(size, Strides[axis], DilationRate[axis], (CausalPadding)padding))
            .Select((window, axis) => new TransposedWindow(window, OutputPadding?[axis]))
            .ToArray();
    }

    internal TransposedWindow[] Windows { get; }

    /// <summary>The number of output channels.</summary>
    public int Filters { get; }

    /// <summary>The windows' sizes, one for each axis.</summary>
    public long[] KernelSize { get; }

    /// <summary>The steps between windows, one for each axis.</summary>
    public long[] Strides { get; }

    /// <summary>What happens at the borders.</summary>
    public Padding Padding { get; }

    /// <summary>How much longer than the shortest the output is, one number for each axis; null for as long as fits the strides.</summary>
    public long[]? OutputPadding { get; }

    /// <summary>The distances between a window's elements, one for each axis.</summary>
    public long[] DilationRate { get; }

    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape)
    {
        if (inputShape.Length != Windows.Length + 1)
            throw WrongShape(inputShape, Spatial.Format(Windows.Length));
        long[] sizes = Windows.Select((window, axis) => window.Count(inputShape[axis])).ToArray();
        return sizes.Contains(0)
            ? throw WrongShape(inputShape, $"{Spatial.Format(Windows.Length)} for which the sizes of the output are above 0")
            : Activation.ComputeOutputShape([.. sizes, Filters]);
    }

    /// <inheritdoc/>
    public sealed override Tensor Call(Tensor input, CallContext context)
    {
        (long Cut, long Beyond)[] borders = Windows.Select((window, axis) => window.Borders(input.size(axis + 1))).ToArray();
        Tensor output = Spatial.ConvolveTransposed(
            Spatial.ChannelsFirst(input),
            Spatial.Kernel(Kernel),
            Bias,
            Strides,
            Array.ConvertAll(borders, border => border.Cut),
            Array.ConvertAll(borders, border => border.Beyond),
            DilationRate);
        output = Spatial.ChannelsLast(output);
        for (int axis = 1; axis <= Windows.Length; axis++)
        {
            long length = Windows[axis - 1].Count(input.size(axis));
            if (output.size(axis) > length)
                output = output.narrow(axis, 0, length);
        }

        return Activation.Call(output);
    }

    /// <inheritdoc/>
    protected sealed override void CreateVariables(long[] inputShape) => AddKernelAndBias([.. KernelSize, Filters, inputShape[^1]], [Filters]);
}
