namespace KerasPS.Saving;

/// <summary>An array of a safetensors file.</summary>
public sealed class SafeTensor
{
    private readonly Func<float[]> read;

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
    /// <param name="read">Makes its values, row-major, as many as the shape holds.</param>
    public SafeTensor(string name, IReadOnlyList<long> shape, Func<float[]> read)
    {
        Name = name;
        Shape = shape;
        this.read = read;
    }

    /// <summary>Its name, unique in the file.</summary>
    public string Name { get; }

    /// <summary>Its shape; empty for a single number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Its values, row-major; kept by whoever asks for them.</summary>
    public float[] Values => read();

    /// <summary>The number of values.</summary>
    internal long Count => Shape.Aggregate(1L, (product, size) => product * size);
}
