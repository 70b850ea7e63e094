using KerasPS.Activations;
using KerasPS.Configuration;
using KerasPS.Initializers;
using KerasPS.Regularizers;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// A two-dimensional convolution. Input <c>(height, width, channels)</c>, output <c>(new height, new width, filters)</c>.
/// </summary>
/// <param name="filters">The number of output channels.</param>
/// <param name="kernelSize">The window's height and width; one number stands for both.</param>
/// <param name="strides">The steps between windows; 1 by default.</param>
/// <param name="padding"><c>valid</c> (nothing is added at the borders) or <c>same</c>.</param>
/// <param name="dilationRate">The distances between a window's elements; 1 by default.</param>
/// <param name="groups">The number of groups of channels that are convolved apart.</param>
/// <param name="activation">The activation; none by default.</param>
/// <param name="useBias">Whether a bias is added.</param>
/// <param name="kernelInitializer">First values of the kernel <c>(height, width, channels / groups, filters)</c>; <c>glorot_uniform</c> by default.</param>
/// <param name="biasInitializer">First values of the bias <c>(filters)</c>; <c>zeros</c> by default.</param>
/// <param name="kernelRegularizer">A penalty on the kernel; none by default.</param>
/// <param name="biasRegularizer">A penalty on the bias; none by default.</param>
[KerasName("Convolution2D")]
public sealed class Conv2D(
    int filters,
    long[] kernelSize,
    long[]? strides = null,
    Padding padding = Padding.Valid,
    long[]? dilationRate = null,
    int groups = 1,
    ActivationFunction? activation = null,
    bool useBias = true,
    Initializer? kernelInitializer = null,
    Initializer? biasInitializer = null,
    Regularizer? kernelRegularizer = null,
    Regularizer? biasRegularizer = null) : Layer
{
    private Variable kernel = null!;
    private Variable? bias;

    /// <summary>The number of output channels.</summary>
    public int Filters { get; } = Require.Positive(filters, nameof(Conv2D), nameof(filters));

    /// <summary>The window's height and width.</summary>
    public long[] KernelSize { get; } = Require.Pair(kernelSize, nameof(Conv2D), nameof(kernelSize));

    /// <summary>The steps between windows.</summary>
    public long[] Strides { get; } = Require.Pair(strides ?? [1], nameof(Conv2D), nameof(strides));

    /// <summary>What happens at the borders.</summary>
    public Padding Padding { get; } = padding;

    /// <summary>The distances between a window's elements.</summary>
    public long[] DilationRate { get; } = Require.Pair(dilationRate ?? [1], nameof(Conv2D), nameof(dilationRate));

    /// <summary>The number of groups of channels.</summary>
    public int Groups { get; } = Require.Positive(groups, nameof(Conv2D), nameof(groups));

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

    private Window Vertical => new(KernelSize[0], Strides[0], DilationRate[0], Padding);

    private Window Horizontal => new(KernelSize[1], Strides[1], DilationRate[1], Padding);

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        if (inputShape.Length != 3)
            throw WrongShape(inputShape, "(height, width, channels)");
        if (inputShape[2] % Groups != 0 || Filters % Groups != 0)
            throw WrongShape(inputShape, $"(height, width, channels) where {Groups} groups divide both the channels and the {Filters} filters");
        if (Strides.Any(s => s > 1) && DilationRate.Any(d => d > 1))
        {
            throw new KerasException(
                "InvalidValue",
                KerasErrorKind.InvalidArgument,
                $"The layer '{Name ?? ClassName}' has strides and dilation_rate both above 1; only one of them may be.",
                this);
        }

        long[] output = [Vertical.Count(inputShape[0]), Horizontal.Count(inputShape[1]), Filters];
        return output.All(n => n > 0)
            ? output
            : throw WrongShape(inputShape, $"at least as large as its window of {KernelSize[0]} by {KernelSize[1]}");
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        // A batch with its channels last, seen with its channels first, already is in libtorch's channels_last memory format.
        Tensor image = input.permute(0, 3, 1, 2);
        (long top, long bottom) = Vertical.Added(input.size(1));
        (long left, long right) = Horizontal.Added(input.size(2));
        bool even = top == bottom && left == right;
        if (!even)
            image = nn.functional.pad(image, [left, right, top, bottom]);
        Tensor output = nn.functional.conv2d(
            image,
            kernel.Cast.permute(3, 2, 0, 1),
            bias?.Cast,
            Strides,
            even ? [top, left] : [0, 0],
            DilationRate,
            Groups);
        return Activation.Call(output.permute(0, 2, 3, 1));
    }

    /// <inheritdoc/>
    protected override void CreateVariables(long[] inputShape)
    {
        kernel = AddVariable("kernel", [.. KernelSize, inputShape[2] / Groups, Filters], KernelInitializer, regularizer: KernelRegularizer);
        bias = UseBias ? AddVariable("bias", [Filters], BiasInitializer, regularizer: BiasRegularizer) : null;
    }
}
