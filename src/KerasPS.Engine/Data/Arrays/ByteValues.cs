namespace KerasPS.Data;

/// <summary>Values in memory as bytes, a quarter of the memory of single-precision numbers: the pixels of images.</summary>
/// <param name="bytes">The values before they are scaled.</param>
/// <param name="scale">The factor that makes the values of them; 1 for none.</param>
internal sealed class ByteValues(byte[] bytes, float scale) : ArrayValues
{
    private float[]? numbers;

    /// <summary>The values before they are scaled.</summary>
    public byte[] Bytes => bytes;

    /// <summary>The factor that makes the values of the bytes.</summary>
    public float Scale => scale;

    public override long Length => bytes.Length;

    public override float[] ToArray()
    {
        if (numbers is null)
        {
            float[] all = new float[bytes.Length];
            CopyTo(0, all);
            numbers = all;
        }

        return numbers;
    }

    public override ArrayValues Select(IReadOnlyList<int> samples, int size)
    {
        byte[] chosen = new byte[samples.Count * size];
        for (int i = 0; i < samples.Count; i++)
            bytes.AsSpan(samples[i] * size, size).CopyTo(chosen.AsSpan(i * size));
        return new ByteValues(chosen, scale);
    }

    public override ArrayValues ScaleInPlace(float factor) => new ByteValues(bytes, scale * factor);

    public override void CopyTo(long first, Span<float> values)
    {
        ReadOnlySpan<byte> part = bytes.AsSpan((int)first, values.Length);
        for (int i = 0; i < part.Length; i++)
            values[i] = part[i] * scale;
    }
}
