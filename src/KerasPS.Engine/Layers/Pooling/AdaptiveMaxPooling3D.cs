using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// The largest values of parts that are as equal as can be, as many as are wanted whatever the input's size. Input
/// <c>(depth, height, width, channels)</c>, output <c>(outputSize, channels)</c>.
/// </summary>
/// <param name="outputSize">The output's depth, height and width; one number stands for all.</param>
public sealed class AdaptiveMaxPooling3D(long[] outputSize) : AdaptivePoolingLayer(3, outputSize)
{
    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) =>
        Spatial.ChannelsLast(Spatial.AdaptiveMax(Spatial.ChannelsFirst(input), OutputSize));
}
