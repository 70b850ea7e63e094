namespace KerasPS.Layers;

/// <summary>What a convolution over time does at the borders: as <see cref="Padding"/>, or causal.</summary>
public enum CausalPadding
{
    /// <summary>Nothing is added: windows lie wholly within the input.</summary>
    Valid = Padding.Valid,

    /// <summary>As much is added as makes the output <c>ceil(input / stride)</c> long; an odd rest is added at the end.</summary>
    Same = Padding.Same,

    /// <summary>All is added at the beginning, so that no output depends on later inputs.</summary>
    Causal,
}
