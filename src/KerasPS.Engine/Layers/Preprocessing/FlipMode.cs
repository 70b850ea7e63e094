namespace KerasPS.Layers;

/// <summary>Which way images are flipped.</summary>
public enum FlipMode
{
    /// <summary>Left and right are swapped.</summary>
    Horizontal,

    /// <summary>Top and bottom are swapped.</summary>
    Vertical,

    /// <summary>Both at once, which turns the image upside down.</summary>
    HorizontalAndVertical,
}
