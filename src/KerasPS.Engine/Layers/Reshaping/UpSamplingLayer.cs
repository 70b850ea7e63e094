using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that upsample by integer factors.</summary>
public abstract class UpSamplingLayer : SpatialLayer
{
    private readonly long[] factors;

    private protected UpSamplingLayer(int axes, long[] size)
        : base(axes) => factors = Require.PerAxis(size, axes, ClassName, nameof(size));

    /// <summary>The factor for each axis.</summary>
    internal long[] Factors => factors;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context)
    {
        long batch = input.size(0);
        long channels = input.size(-1);
        Tensor apart = input.reshape([batch, .. Axes.SelectMany(axis => new[] { input.size((int)axis), 1 }), channels]);
        Tensor repeated = apart.expand([batch, .. Axes.SelectMany(axis => new[] { input.size((int)axis), factors[axis - 1] }), channels]);
        return repeated.reshape([batch, .. Axes.Select(axis => input.size((int)axis) * factors[axis - 1]), channels]);
    }

    private protected sealed override long[] OutputSizes(long[] inputShape) => EachSize(inputShape, (size, axis) => size * factors[axis]);
}
