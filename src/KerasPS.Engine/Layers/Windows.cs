using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Windows that slide over one, two or three axes of batches with their channels last.</summary>
/// <param name="size">The windows' sizes, one for each axis.</param>
/// <param name="strides">The steps between windows.</param>
/// <param name="padding">What happens at the borders.</param>
/// <param name="dilation">The distances between a window's elements; 1 where none are given.</param>
internal sealed class Windows(long[] size, long[] strides, CausalPadding padding, long[]? dilation = null)
{
    private readonly long[] dilation = dilation ?? Array.ConvertAll(size, _ => 1L);

    /// <summary>The windows along each axis.</summary>
    public Window[] Axes { get; } = size.Select((n, axis) => new Window(n, strides[axis], dilation is null ? 1 : dilation[axis], padding)).ToArray();

    /// <summary>The samples that the windows can slide over.</summary>
    public string Needs => $"{Spatial.Format(size.Length)}, at least as large as its window of {string.Join(" by ", Axes.Select(window => window.Extent))}";

    /// <summary>The numbers of windows on a sample's axes; null where it has other axes, or is too small.</summary>
    public long[]? Slide(long[] inputShape)
    {
        if (inputShape.Length != size.Length + 1)
            return null;
        long[] counts = Axes.Select((window, axis) => window.Count(inputShape[axis])).ToArray();
        return counts.Contains(0) ? null : counts;
    }

    /// <summary>Convolves a batch with a kernel of Keras's, <c>(sizes, channels / groups, filters)</c>.</summary>
    public Tensor Convolve(Tensor input, Tensor kernel, Tensor? bias, long groups) =>
        Apply(input, 0, (image, rest) => Spatial.Convolve(image, Spatial.Kernel(kernel), bias, strides, rest, dilation, groups));

    /// <summary>The largest value in each window.</summary>
    public Tensor Max(Tensor input) => Apply(input, double.NegativeInfinity, (image, rest) => Spatial.Max(image, size, strides, rest));

    /// <summary>The mean of each window's values; what is added at the borders does not count.</summary>
    public Tensor Average(Tensor input)
    {
        Tensor means = Apply(input, 0, Average);
        if (AreSymmetric(Borders(input)))
            return means;
        long[] one = [1, .. input.shape[1..^1], 1];
        return means / Apply(ones(one, input.dtype, input.device), 0, Average);

        Tensor Average(Tensor image, long[] rest) => Spatial.Average(image, size, strides, rest);
    }

    /// <summary>Computes with the channels first. What is added alike on both sides is left to libtorch, anything else is added before.</summary>
    private Tensor Apply(Tensor input, double added, Func<Tensor, long[], Tensor> compute)
    {
        Tensor image = Spatial.ChannelsFirst(input);
        (long Before, long After)[] borders = Borders(input);
        if (AreSymmetric(borders))
            return Spatial.ChannelsLast(compute(image, Array.ConvertAll(borders, border => border.Before)));
        long[] fromLastAxis = Enumerable.Reverse(borders).SelectMany(border => new[] { border.Before, border.After }).ToArray();
        return Spatial.ChannelsLast(compute(nn.functional.pad(image, fromLastAxis, value: added), Array.ConvertAll(size, _ => 0L)));
    }

    private static bool AreSymmetric((long Before, long After)[] borders) => borders.All(border => border.Before == border.After);

    private (long Before, long After)[] Borders(Tensor input) => Axes.Select((window, axis) => window.Added(input.size(axis + 1))).ToArray();
}
