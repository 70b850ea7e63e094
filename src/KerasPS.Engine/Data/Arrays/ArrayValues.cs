namespace KerasPS.Data;

/// <summary>The values of an array of a dataset, row-major, in memory or in a file.</summary>
internal abstract class ArrayValues
{
    /// <summary>The number of values.</summary>
    public abstract long Length { get; }

    /// <summary>Whether the values are in memory; otherwise they are read on demand.</summary>
    public virtual bool IsInMemory => true;

    /// <summary>All values as a float32 array: the array itself, or else a copy.</summary>
    public abstract float[] ToArray();

    /// <summary>The values of samples, one after another.</summary>
    /// <param name="samples">Their indices.</param>
    /// <param name="size">The number of values of a sample.</param>
    public abstract ArrayValues Select(IReadOnlyList<int> samples, int size);

    /// <summary>The values multiplied by a factor; a float32 array is multiplied in place.</summary>
    /// <param name="factor">The factor.</param>
    public abstract ArrayValues ScaleInPlace(float factor);

    /// <summary>Copies values.</summary>
    /// <param name="first">The index of the first value.</param>
    /// <param name="values">The buffer, which is filled completely.</param>
    public abstract void CopyTo(long first, Span<float> values);

    /// <summary>All values in order, in chunks of whole samples; a chunk is valid until the next one is requested.</summary>
    /// <param name="size">The number of values of a sample.</param>
    public virtual IEnumerable<ReadOnlyMemory<float>> Chunks(int size)
    {
        const int ChunkLength = 1 << 18;
        float[] chunk = new float[Math.Max(1, ChunkLength / size) * size];
        for (long first = 0; first < Length; first += chunk.Length)
        {
            Memory<float> part = chunk.AsMemory(0, (int)Math.Min(chunk.Length, Length - first));
            CopyTo(first, part.Span);
            yield return part;
        }
    }
}
