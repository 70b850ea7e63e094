namespace KerasPS.Layers;

/// <summary>Repeats each step of a sequence. Input <c>(time, channels)</c>, output <c>(time · size, channels)</c>.</summary>
/// <param name="size">How many times a step is repeated; 2 by default.</param>
public sealed class UpSampling1D(int size = 2) : UpSamplingLayer(1, [size])
{
    /// <summary>How many times a step is repeated.</summary>
    public int Size { get; } = size;
}
