using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that crop borders.</summary>
public abstract class CroppingLayer : SpatialLayer
{
    private readonly long[][] borders;

    private protected CroppingLayer(int axes, long[][] cropping)
        : base(axes) => borders = Require.Borders(cropping, axes, ClassName, nameof(cropping));

    /// <summary>What is cropped before and after each axis.</summary>
    internal IReadOnlyList<long[]> Borders => borders;

    /// <inheritdoc/>
    public sealed override Tensor Call(Tensor input, CallContext context)
    {
        foreach (long axis in Axes)
            input = input.narrow(axis, borders[axis - 1][0], input.size((int)axis) - borders[axis - 1].Sum());
        return input;
    }

    private protected sealed override long[] OutputSizes(long[] inputShape)
    {
        long[] sizes = EachSize(inputShape, (size, axis) => Math.Max(size - borders[axis].Sum(), 0));
        return sizes.Contains(0)
            ? throw WrongShape(inputShape, $"{Spatial.Format(borders.Length)}, larger than the {string.Join(" by ", borders.Select(pair => pair.Sum()))} that are cropped")
            : sizes;
    }
}
