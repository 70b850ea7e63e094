namespace KerasPS.Layers;

/// <summary>Adds zeros at the borders of sequences. Input <c>(time, channels)</c>, output <c>(new time, channels)</c>.</summary>
/// <param name="padding">How many steps are added: one number for both ends, or two, for the beginning and the end; 1 by default.</param>
public sealed class ZeroPadding1D(long[]? padding = null) : ZeroPaddingLayer(1, [padding ?? [1]])
{
    /// <summary>How many steps are added at the beginning and at the end.</summary>
    public long[] Padding => Borders[0];
}
