namespace KerasPS.Layers;

/// <summary>Adds zeros at the borders of volumes. Input <c>(depth, height, width, channels)</c>, output <c>(new depth, new height, new width, channels)</c>.</summary>
/// <param name="padding">
/// How much is added: one number for all borders, one for each of depth, height and width, or for each of them a pair, before and after; 1 by default.
/// </param>
public sealed class ZeroPadding3D(long[][]? padding = null) : ZeroPaddingLayer(3, padding ?? [[1]])
{
    /// <summary>How much is added: a pair, before and after, for each of depth, height and width.</summary>
    public long[][] Padding => [.. Borders];
}
