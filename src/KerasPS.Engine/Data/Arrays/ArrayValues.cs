namespace KerasPS.Data;

/// <summary>The values of an array of a dataset, row-major, wherever they are.</summary>
internal abstract class ArrayValues
{
    /// <summary>The number of values.</summary>
    public abstract long Length { get; }

    /// <summary>Whether the values are in memory; else they are read where they are needed.</summary>
    public virtual bool IsInMemory => true;

    /// <summary>All values in memory as single-precision numbers: those that are there already, or else a copy.</summary>
    public abstract float[] ToArray();

    /// <summary>The values of samples, one after another.</summary>
    /// <param name="samples">Their indices.</param>
    /// <param name="size">The number of values of a sample.</param>
    public abstract ArrayValues Select(IReadOnlyList<int> samples, int size);

    /// <summary>The values, each multiplied; those that are in memory as numbers are so in place.</summary>
    /// <param name="factor">The factor.</param>
    public abstract ArrayValues ScaleInPlace(float factor);

    /// <summary>Copies values.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="values">Where to; it is filled.</param>
    public abstract void CopyTo(long first, Span<float> values);

    /// <summary>All values in order, in pieces of whole samples; a piece holds until the next one is asked for.</summary>
    /// <param name="size">The number of values of a sample.</param>
    public virtual IEnumerable<ReadOnlyMemory<float>> Pieces(int size)
    {
        const int PieceLength = 1 << 18;
        float[] piece = new float[Math.Max(1, PieceLength / size) * size];
        for (long first = 0; first < Length; first += piece.Length)
        {
            Memory<float> part = piece.AsMemory(0, (int)Math.Min(piece.Length, Length - first));
            CopyTo(first, part.Span);
            yield return part;
        }
    }
}
