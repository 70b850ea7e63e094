namespace KerasPS.Layers;

/// <summary>The base of layers that change the axes between batch and channels, and leave the channels as they are.</summary>
public abstract class SpatialLayer : Layer
{
    private protected SpatialLayer(int axes) => Axes = Enumerable.Range(1, axes).Select(axis => (long)axis).ToArray();

    /// <summary>The axes of a batch that the layer changes: 1 and up.</summary>
    private protected long[] Axes { get; }

    /// <inheritdoc/>
    public sealed override long[] ComputeOutputShape(long[] inputShape) => inputShape.Length == Axes.Length + 1
        ? [.. OutputSizes(inputShape), inputShape[^1]]
        : throw WrongShape(inputShape, Spatial.Format(Axes.Length));

    /// <summary>The output's sizes on the axes that it keeps, where the input's shape is one that has all axes; -1 is not known.</summary>
    private protected abstract long[] OutputSizes(long[] inputShape);

    /// <summary>The sizes that come out of each axis alone; one that is not known stays so.</summary>
    private protected long[] EachSize(long[] inputShape, Func<long, int, long> change) =>
        Axes.Select((_, axis) => inputShape[axis] < 0 ? -1 : change(inputShape[axis], axis)).ToArray();
}
