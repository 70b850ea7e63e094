namespace KerasPS.Cmdlets;

/// <summary>The well-known datasets that can be asked for by name.</summary>
public enum SampleName
{
    /// <summary>150 iris flowers, 4 measures, 3 species.</summary>
    Iris,

    /// <summary>178 Italian wines, 13 measures, 3 cultivars.</summary>
    Wine,

    /// <summary>1,797 handwritten digits of 8 by 8 pixels.</summary>
    Digits,

    /// <summary>70,000 handwritten digits of 28 by 28 pixels.</summary>
    Mnist,

    /// <summary>70,000 images of clothing of 28 by 28 pixels.</summary>
    FashionMnist,
}
