namespace KerasPS.Layers;

/// <summary>The base of poolings: each window of a channel becomes one value.</summary>
public abstract class PoolingLayer : Layer
{
    private protected PoolingLayer(int axes, long[] poolSize, long[]? strides, Padding padding)
    {
        PoolSize = Require.PerAxis(poolSize, axes, ClassName, nameof(poolSize));
        Strides = strides is null ? PoolSize : Require.PerAxis(strides, axes, ClassName, nameof(strides));
        Padding = padding;
        Windows = new Windows(PoolSize, Strides, (CausalPadding)padding);
    }

    /// <summary>The windows' sizes, one for each axis.</summary>
    public long[] PoolSize { get; }

    /// <summary>The steps between windows, one for each axis.</summary>
    public long[] Strides { get; }

    /// <summary>What happens at the borders.</summary>
    public Padding Padding { get; }

    internal Windows Windows { get; }

    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape)
    {
        long[] counts = Windows.Slide(inputShape) ?? throw WrongShape(inputShape, Windows.Needs);
        return [.. counts, inputShape[^1]];
    }
}
