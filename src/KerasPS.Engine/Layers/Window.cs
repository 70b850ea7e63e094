namespace KerasPS.Layers;

/// <summary>Keras's arithmetic of windows that slide over one axis.</summary>
/// <param name="Size">The window's length.</param>
/// <param name="Stride">The step between windows.</param>
/// <param name="Dilation">The distance between the window's elements.</param>
/// <param name="Padding">What happens at the borders.</param>
internal readonly record struct Window(long Size, long Stride, long Dilation, CausalPadding Padding)
{
    /// <summary>The length from the window's first element to its last.</summary>
    public long Extent => ((Size - 1) * Dilation) + 1;

    /// <summary>The number of windows on an axis of the given length; 0 where none fits, -1 where the length is not known.</summary>
    public long Count(long length)
    {
        if (length < 0)
            return -1;
        return Padding == CausalPadding.Valid
            ? length < Extent ? 0 : ((length - Extent) / Stride) + 1
            : (length + Stride - 1) / Stride;
    }

    /// <summary>What is added before and after an axis of the given length.</summary>
    public (long Before, long After) Added(long length)
    {
        if (Padding == CausalPadding.Valid)
            return (0, 0);
        if (Padding == CausalPadding.Causal)
            return (Extent - 1, 0);
        long total = Math.Max(((Count(length) - 1) * Stride) + Extent - length, 0);
        return (total / 2, total - (total / 2));
    }
}
