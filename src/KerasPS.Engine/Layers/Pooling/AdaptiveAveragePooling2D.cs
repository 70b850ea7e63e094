using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Adaptive average pooling: the means of windows whose sizes are chosen so that the output has a given size, whatever the input's. Input
/// <c>(height, width, channels)</c>, output <c>(outputSize, channels)</c>.
/// </summary>
/// <param name="outputSize">The output's height and width; one number stands for both.</param>
public sealed class AdaptiveAveragePooling2D(long[] outputSize) : AdaptivePoolingLayer(2, outputSize)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) =>
        Spatial.ChannelsLast(Spatial.AdaptiveAverage(Spatial.ChannelsFirst(input), OutputSize));
}
