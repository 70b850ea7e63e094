namespace KerasPS.Layers;

/// <summary>Cuts off the borders of volumes. Input <c>(depth, height, width, channels)</c>, output <c>(new depth, new height, new width, channels)</c>.</summary>
/// <param name="cropping">
/// How much is cut off: one number for all borders, one for each of depth, height and width, or for each of them a pair, before and after; 1 by default.
/// </param>
public sealed class Cropping3D(long[][]? cropping = null) : CroppingLayer(3, cropping ?? [[1]])
{
    /// <summary>How much is cut off: a pair, before and after, for each of depth, height and width.</summary>
    public long[][] Cropping => [.. Borders];
}
