namespace KerasPS.Layers;

/// <summary>Crops the borders of sequences. Input <c>(time, channels)</c>, output <c>(new time, channels)</c>.</summary>
/// <param name="cropping">How many steps are cropped: one number for both ends, or two, for the beginning and the end; 1 by default.</param>
public sealed class Cropping1D(long[]? cropping = null) : CroppingLayer(1, [cropping ?? [1]])
{
    /// <summary>How many steps are cropped at the beginning and at the end.</summary>
    public long[] Cropping => Borders[0];
}
