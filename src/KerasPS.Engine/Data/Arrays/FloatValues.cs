namespace KerasPS.Data;

/// <summary>Values in memory as single-precision numbers.</summary>
internal sealed class FloatValues(float[] values) : ArrayValues
{
    public override long Length => values.Length;

    public override float[] ToArray() => values;

    public override ArrayValues Select(IReadOnlyList<int> samples, int size)
    {
        float[] chosen = ValueArray.Create(samples.Count, size);
        for (int i = 0; i < samples.Count; i++)
            values.AsSpan(samples[i] * size, size).CopyTo(chosen.AsSpan(i * size));
        return new FloatValues(chosen);
    }

    public override ArrayValues ScaleInPlace(float factor)
    {
        for (int i = 0; i < values.Length && factor != 1; i++)
            values[i] *= factor;
        return this;
    }

    public override void CopyTo(long first, Span<float> target) => values.AsSpan((int)first, target.Length).CopyTo(target);

    public override IEnumerable<ReadOnlyMemory<float>> Chunks(int size) => [values];
}
