namespace KerasPS.Layers;

/// <summary>Crops the borders of volumes. Input <c>(depth, height, width, channels)</c>, output <c>(new depth, new height, new width, channels)</c>.</summary>
/// <param name="cropping">
/// How much is cropped: one number for all borders, one for each of depth, height and width, or for each of them a pair, before and after; 1 by default.
/// </param>
public sealed class Cropping3D(long[][]? cropping = null) : CroppingLayer(3, cropping ?? [[1]])
{
    /// <summary>How much is cropped: a pair, before and after, for each of depth, height and width.</summary>
    public long[][] Cropping => [.. Borders];
}
