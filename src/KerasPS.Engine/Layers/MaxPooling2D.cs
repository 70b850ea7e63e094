using KerasPS.Configuration;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The largest value in each window. Input <c>(height, width, channels)</c>, output <c>(new height, new width, channels)</c>.</summary>
/// <param name="poolSize">The window's height and width; one number stands for both; 2 by default.</param>
/// <param name="strides">The steps between windows; the pool size by default.</param>
/// <param name="padding"><c>valid</c> or <c>same</c>; added cells never win.</param>
[KerasName("MaxPool2D")]
public sealed class MaxPooling2D(long[]? poolSize = null, long[]? strides = null, Padding padding = Padding.Valid) : Layer
{
    /// <summary>The window's height and width.</summary>
    public long[] PoolSize { get; } = Require.Pair(poolSize ?? [2], nameof(MaxPooling2D), nameof(poolSize));

    /// <summary>The steps between windows.</summary>
    public long[] Strides { get; } = Require.Pair(strides ?? poolSize ?? [2], nameof(MaxPooling2D), nameof(strides));

    /// <summary>What happens at the borders.</summary>
    public Padding Padding { get; } = padding;

    private Window Vertical => new(PoolSize[0], Strides[0], 1, Padding);

    private Window Horizontal => new(PoolSize[1], Strides[1], 1, Padding);

    /// <inheritdoc/>
    public override long[] ComputeOutputShape(long[] inputShape)
    {
        if (inputShape.Length != 3)
            throw WrongShape(inputShape, "(height, width, channels)");
        long[] output = [Vertical.Count(inputShape[0]), Horizontal.Count(inputShape[1]), inputShape[2]];
        return output.All(n => n > 0)
            ? output
            : throw WrongShape(inputShape, $"at least as large as its window of {PoolSize[0]} by {PoolSize[1]}");
    }

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        Tensor image = input.permute(0, 3, 1, 2);
        (long top, long bottom) = Vertical.Added(input.size(1));
        (long left, long right) = Horizontal.Added(input.size(2));
        if (top + bottom + left + right > 0)
            image = nn.functional.pad(image, [left, right, top, bottom], value: double.NegativeInfinity);
        return nn.functional.max_pool2d(image, PoolSize, Strides).permute(0, 2, 3, 1);
    }
}
