namespace KerasPS.Layers;

/// <summary>What lies beyond the borders of an image.</summary>
public enum FillMode
{
    /// <summary>One value everywhere: <c>k k k k | a b c d | k k k k</c>.</summary>
    Constant,

    /// <summary>The nearest pixel: <c>a a a a | a b c d | d d d d</c>.</summary>
    Nearest,

    /// <summary>The image mirrored at its border: <c>d c b a | a b c d | d c b a</c>.</summary>
    Reflect,

    /// <summary>The image again: <c>a b c d | a b c d | a b c d</c>.</summary>
    Wrap,
}
