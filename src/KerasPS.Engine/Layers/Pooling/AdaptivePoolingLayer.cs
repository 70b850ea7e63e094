namespace KerasPS.Layers;

/// <summary>
/// The base of adaptive poolings, whose output has the given size whatever the input's: output i of n is made of the inputs from
/// <c>floor(i · size / n)</c> to before <c>ceil((i + 1) · size / n)</c>.
/// </summary>
public abstract class AdaptivePoolingLayer : SpatialLayer
{
    private protected AdaptivePoolingLayer(int axes, long[] outputSize)
        : base(axes) => OutputSize = Require.PerAxis(outputSize, axes, ClassName, nameof(outputSize));

    /// <summary>The output's sizes, one for each axis.</summary>
    public long[] OutputSize { get; }

    private protected sealed override long[] OutputSizes(long[] inputShape) => OutputSize;
}
