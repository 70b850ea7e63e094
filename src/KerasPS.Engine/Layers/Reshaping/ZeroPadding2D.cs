namespace KerasPS.Layers;

/// <summary>Adds zeros at the borders of images. Input <c>(height, width, channels)</c>, output <c>(new height, new width, channels)</c>.</summary>
/// <param name="padding">
/// How much is added: one number for all borders, one for each of height and width, or for each of them a pair, before and after; 1 by default.
/// </param>
public sealed class ZeroPadding2D(long[][]? padding = null) : ZeroPaddingLayer(2, padding ?? [[1]])
{
    /// <summary>How much is added: a pair, before and after, for each of height and width.</summary>
    public long[][] Padding => [.. Borders];
}
