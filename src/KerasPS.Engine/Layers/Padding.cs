namespace KerasPS.Layers;

/// <summary>What a convolution or pooling does at the borders.</summary>
public enum Padding
{
    /// <summary>Nothing is added: windows lie wholly within the input.</summary>
    Valid,

    /// <summary>As much is added as makes the output <c>ceil(input / stride)</c> long; an odd rest is added at the end.</summary>
    Same,
}
