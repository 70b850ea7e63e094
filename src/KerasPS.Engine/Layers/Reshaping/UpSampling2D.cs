using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>
/// Upsamples images by integer factors. Input <c>(height, width, channels)</c>, output
/// <c>(height · factor, width · factor, channels)</c>.
/// </summary>
/// <param name="size">The factors for height and width; one number stands for both; 2 by default.</param>
/// <param name="interpolation">
/// How values between pixels are interpolated: <c>nearest</c> (the default), <c>bilinear</c> or <c>bicubic</c>, as Keras's torch backend does.
/// That backend has neither <c>lanczos3</c> nor <c>lanczos5</c>.
/// </param>
public sealed class UpSampling2D(long[]? size = null, Interpolation interpolation = Interpolation.Nearest) : UpSamplingLayer(2, size ?? [2])
{
    /// <summary>The factors for height and width.</summary>
    public long[] Size => Factors;

    /// <summary>How values between pixels are interpolated.</summary>
    public Interpolation Interpolation { get; } = interpolation;

    /// <inheritdoc/>
    public override Tensor Call(Tensor input, CallContext context) => Interpolation == Interpolation.Nearest
        ? base.Call(input, context)
        : ImageSize.Resize(input, input.size(1) * Size[0], input.size(2) * Size[1], Interpolation);
}
