namespace KerasPS.Saving;

/// <summary>An array of a safetensors file.</summary>
public sealed class SafeTensor
{
    private readonly Func<float[]>? make;
    private readonly Reader? read;

    /// <summary>An array whose values are at hand.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape; empty for a single number.</param>
    /// <param name="values">Its values, row-major, as many as the shape holds.</param>
    public SafeTensor(string name, IReadOnlyList<long> shape, float[] values)
        : this(name, shape, () => values)
    {
    }

    /// <summary>An array whose values are made each time that they are asked for, so that not all of a file's are held at once.</summary>
    /// <param name="name">Its name, unique in the file.</param>
    /// <param name="shape">Its shape; empty for a single number.</param>
    /// <param name="make">Makes its values, row-major, as many as the shape holds.</param>
    public SafeTensor(string name, IReadOnlyList<long> shape, Func<float[]> make)
    {
        Name = name;
        Shape = shape;
        this.make = make;
    }

    /// <summary>An array of a file.</summary>
    internal SafeTensor(string name, IReadOnlyList<long> shape, Reader read)
    {
        Name = name;
        Shape = shape;
        this.read = read;
    }

    /// <summary>Reads values, from one of them on.</summary>
    internal delegate void Reader(Span<float> values, long first);

    /// <summary>Its name, unique in the file.</summary>
    public string Name { get; }

    /// <summary>Its shape; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Its values, row-major; kept by whoever asks for them.</summary>
    public float[] Values
    {
        get
        {
            if (make is not null)
                return make();
            float[] values = GC.AllocateUninitializedArray<float>(checked((int)Count));
            read!(values, 0);
            return values;
        }
    }

    /// <summary>Reads values piece by piece, by several threads at once if they like.</summary>
    internal Reader ReadFloats()
    {
        if (read is not null)
            return read;
        float[] values = Values;
        return (piece, first) => values.AsSpan((int)first, piece.Length).CopyTo(piece);
    }

    /// <summary>The number of values.</summary>
    internal long Count => Shape.Aggregate(1L, (product, size) => product * size);
}
