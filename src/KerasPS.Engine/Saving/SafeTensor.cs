namespace KerasPS.Saving;

/// <summary>An array of a safetensors file.</summary>
public sealed class SafeTensor
{
    private readonly Func<Reader> open;

    /// <summary>An array whose values are in memory.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape; empty for a single number.</param>
    /// <param name="values">Its values, row-major, as many as the shape has.</param>
    public SafeTensor(string name, IReadOnlyList<long> shape, float[] values)
        : this(name, shape, () => values)
    {
    }

    /// <summary>An array whose values are computed on each request, so that not all arrays of a file are in memory at once.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape; empty for a single number.</param>
    /// <param name="make">Makes its values, row-major, as many as the shape has.</param>
    public SafeTensor(string name, IReadOnlyList<long> shape, Func<float[]> make)
        : this(name, shape, () => ReaderOf(make()))
    {
    }

    /// <summary>An array whose values are read in chunks.</summary>
    internal SafeTensor(string name, IReadOnlyList<long> shape, Func<Reader> open)
    {
        Name = name;
        Shape = shape;
        this.open = open;
    }

    /// <summary>Reads values from an index on; may be called by several threads at once.</summary>
    internal delegate void Reader(Span<float> values, long first);

    /// <summary>Its name, unique in the file.</summary>
    public string Name { get; }

    /// <summary>Its shape; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Its values, row-major; read or computed anew on each access.</summary>
    public float[] Values
    {
        get
        {
            float[] values = GC.AllocateUninitializedArray<float>(checked((int)Count));
            Open()(values, 0);
            return values;
        }
    }

    /// <summary>Reads the values in chunks; it may keep memory allocated as long as it is referenced.</summary>
    internal Reader Open() => open();

    /// <summary>The number of values.</summary>
    internal long Count => Shape.Aggregate(1L, (product, size) => product * size);

    private static Reader ReaderOf(float[] values) => (chunk, first) => values.AsSpan((int)first, chunk.Length).CopyTo(chunk);
}
