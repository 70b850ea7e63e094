namespace KerasPS.Layers;

/// <summary>
/// Keras's arithmetic of a transposed convolution along one axis. It undoes the windows of a convolution over the output: each input
/// is spread over one window, and what that convolution would add at the borders is cut off.
/// </summary>
/// <param name="Window">The windows of that convolution.</param>
/// <param name="OutputPadding">How much longer than the shortest the output is; null for as long as fits the stride.</param>
internal readonly record struct TransposedWindow(Window Window, long? OutputPadding)
{
    /// <summary>The output's length for an input of the given length; -1 where that is not known.</summary>
    public long Count(long length)
    {
        if (length < 0)
            return -1;
        long starts = (length - 1) * Window.Stride;
        long rest = (Window.Padding, OutputPadding) switch
        {
            (CausalPadding.Valid, null) => Math.Max(Window.Extent, Window.Stride),
            (CausalPadding.Valid, { } extra) => Window.Extent + extra,
            (_, null) => Window.Stride,
            (_, { } extra) => (Window.Extent % 2) + extra,
        };
        return starts + rest;
    }

    /// <summary>
    /// What is cut off at the beginning, and how far beyond an equal cut at the end the output goes: to where no input reaches, if need be.
    /// Where one more is cut off at the end, nothing goes beyond.
    /// </summary>
    public (long Cut, long Beyond) Borders(long length)
    {
        long total = ((length - 1) * Window.Stride) + Window.Extent - Count(length);
        long before = Math.Max(total, 0) / 2;
        return (before, Math.Max((2 * before) - total, 0));
    }
}
