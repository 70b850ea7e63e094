namespace KerasPS.Layers;

/// <summary>Repeats each step of a sequence. Input <c>(time, channels)</c>, output <c>(time · size, channels)</c>.</summary>
/// <param name="size">How often a step comes; 2 by default.</param>
public sealed class UpSampling1D(int size = 2) : UpSamplingLayer(1, [size])
{
    /// <summary>How often a step comes.</summary>
    public int Size { get; } = size;
}
