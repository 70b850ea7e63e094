namespace KerasPS.Layers;

/// <summary>The base of global poolings: all of a channel becomes one value.</summary>
public abstract class GlobalPoolingLayer : SpatialLayer
{
    private protected GlobalPoolingLayer(int axes, bool keepdims)
        : base(axes) => Keepdims = keepdims;

    /// <summary>Whether the axes are kept, with a size of 1.</summary>
    public bool Keepdims { get; }

    private protected sealed override long[] OutputSizes(long[] inputShape) => Keepdims ? Array.ConvertAll(Axes, _ => 1L) : [];
}
