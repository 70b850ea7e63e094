namespace KerasPS.Layers;

/// <summary>Keras's arithmetic of windows that slide over an axis.</summary>
/// <param name="Size">The window's length.</param>
/// <param name="Stride">The step between windows.</param>
/// <param name="Dilation">The distance between the window's elements.</param>
/// <param name="Padding">What happens at the borders.</param>
internal readonly record struct Window(long Size, long Stride, long Dilation, Padding Padding)
{
    private long Extent => ((Size - 1) * Dilation) + 1;

    /// <summary>The number of windows on an axis of the given length; 0 or less where none fits.</summary>
    public long Count(long length) =>
        Padding == Padding.Same ? (length + Stride - 1) / Stride : (length < Extent ? 0 : ((length - Extent) / Stride) + 1);

    /// <summary>What is added before and after an axis of the given length.</summary>
    public (long Before, long After) Added(long length)
    {
        if (Padding == Padding.Valid)
            return (0, 0);
        long total = Math.Max(((Count(length) - 1) * Stride) + Extent - length, 0);
        return (total / 2, total - (total / 2));
    }
}
