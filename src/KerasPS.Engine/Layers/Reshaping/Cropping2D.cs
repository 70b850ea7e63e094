namespace KerasPS.Layers;

/// <summary>Crops the borders of images. Input <c>(height, width, channels)</c>, output <c>(new height, new width, channels)</c>.</summary>
/// <param name="cropping">
/// How much is cropped: one number for all borders, one for each of height and width, or for each of them a pair, before and after; 0 by default.
/// </param>
public sealed class Cropping2D(long[][]? cropping = null) : CroppingLayer(2, cropping ?? [[0]])
{
    /// <summary>How much is cropped: a pair, before and after, for each of height and width.</summary>
    public long[][] Cropping => [.. Borders];
}
