using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Adaptive max pooling: the largest values of windows whose sizes are chosen so that the output has a given size, whatever the input's. Input
/// <c>(depth, height, width, channels)</c>, output <c>(outputSize, channels)</c>.
/// </summary>
/// <param name="outputSize">The output's depth, height and width; one number stands for all.</param>
public sealed class AdaptiveMaxPooling3D(long[] outputSize) : AdaptivePoolingLayer(3, outputSize)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) =>
        Spatial.ChannelsLast(Spatial.AdaptiveMax(Spatial.ChannelsFirst(input), OutputSize));
}
