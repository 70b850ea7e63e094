namespace KerasPS.Layers;

/// <summary>
/// Upsamples volumes by repeating their values. Input <c>(depth, height, width, channels)</c>, output
/// <c>(depth · factor, height · factor, width · factor, channels)</c>.
/// </summary>
/// <param name="size">The factors for depth, height and width; one number stands for all; 2 by default.</param>
public sealed class UpSampling3D(long[]? size = null) : UpSamplingLayer(3, size ?? [2])
{
    /// <summary>The factors for depth, height and width.</summary>
    public long[] Size => Factors;
}
