using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Adaptive average pooling: the means of windows whose sizes are chosen so that the output has a given size, whatever the input's. Input
/// <c>(time, channels)</c>, output <c>(outputSize, channels)</c>.
/// </summary>
/// <param name="outputSize">The output's length.</param>
public sealed class AdaptiveAveragePooling1D(long[] outputSize) : AdaptivePoolingLayer(1, outputSize)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) =>
        Spatial.ChannelsLast(Spatial.AdaptiveAverage(Spatial.ChannelsFirst(input), OutputSize));
}
