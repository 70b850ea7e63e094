using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>The base of layers that add zeros at the borders.</summary>
public abstract class ZeroPaddingLayer : SpatialLayer
{
    private readonly long[][] borders;

    private protected ZeroPaddingLayer(int axes, long[][] padding)
        : base(axes) => borders = Require.Borders(padding, axes, ClassName, nameof(padding));

    /// <summary>What is added before and after each axis.</summary>
    internal IReadOnlyList<long[]> Borders => borders;

    /// <inheritdoc/>
    public sealed override Tensor Call(Tensor input, CallContext context) => nn.functional.pad(input, [0, 0, .. Borders.Reverse().SelectMany(pair => pair)]);

    private protected sealed override long[] OutputSizes(long[] inputShape) => EachSize(inputShape, (size, axis) => size + borders[axis].Sum());
}
