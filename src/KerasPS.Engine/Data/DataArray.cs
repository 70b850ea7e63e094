namespace KerasPS.Data;

/// <summary>One array of a dataset: the features of one input of a model, or the labels of one output.</summary>
public sealed class DataArray
{
    /// <summary>Creates an array over values, which it takes over without copying.</summary>
    /// <param name="values">Row-major values of shape <c>(count, *shape)</c>.</param>
    /// <param name="shape">The shape of one sample; empty for one number.</param>
    /// <param name="name">The name of the input or output; empty where there is only one.</param>
    /// <exception cref="KerasException">The number of values does not match the shape.</exception>
    public DataArray(float[] values, IReadOnlyList<long> shape, string name = "")
        : this(new FloatValues(values), shape, name, name)
    {
    }

    internal DataArray(ArrayValues source, IReadOnlyList<long> shape, string name, string what)
    {
        Source = source;
        Shape = shape.ToArray();
        Name = name;
        Size = (int)KerasPS.Shape.Size(Shape);
        if (Size <= 0 || source.Length % Size != 0)
        {
            throw new KerasException(
                "ShapeMismatch", $"The {what} hold {source.Length} values, which is not a multiple of {Size}, the number of values of a sample of shape ({string.Join(", ", Shape)}).");
        }
    }

    /// <summary>The name of the model's input or output that the array is for; empty where there is only one.</summary>
    public string Name { get; }

    /// <summary>The values, row-major. Images that are kept as bytes, and samples that are kept in a file, are copied into memory by the first access.</summary>
    public float[] Values => Source.ToArray();

    /// <summary>The shape of one sample, without the sample axis; empty for one number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The names of the classes, in the order of their indices, where the array holds labels of classes.</summary>
    public IReadOnlyList<string> ClassName { get; init; } = [];

    /// <summary>How the columns of a table were encoded; null where the values are not from a table.</summary>
    public FeatureEncoding? Encoding { get; init; }

    /// <summary>The number of samples.</summary>
    public int Count => (int)(Source.Length / Size);

    /// <summary>Where the values are.</summary>
    internal ArrayValues Source { get; }

    /// <summary>The number of values of a sample.</summary>
    internal int Size { get; }

    /// <summary>The values in order, in chunks of whole samples; a chunk is valid until the next one is requested.</summary>
    internal IEnumerable<ReadOnlyMemory<float>> Chunks() => Source.Chunks(Size);

    /// <summary>The first value that meets a condition, and its index; null where none does.</summary>
    internal (long Index, float Value)? FirstThat(Predicate<float> condition)
    {
        long before = 0;
        foreach (ReadOnlyMemory<float> chunk in Chunks())
        {
            ReadOnlySpan<float> values = chunk.Span;
            for (int i = 0; i < values.Length; i++)
            {
                if (condition(values[i]))
                    return (before + i, values[i]);
            }

            before += values.Length;
        }

        return null;
    }

    /// <summary>The least and the greatest value.</summary>
    internal (float Least, float Greatest) Range()
    {
        (float least, float greatest) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (ReadOnlyMemory<float> chunk in Chunks())
        {
            foreach (float value in chunk.Span)
                (least, greatest) = (Math.Min(least, value), Math.Max(greatest, value));
        }

        return (least, greatest);
    }

    /// <summary>The samples at the given indices, in that order.</summary>
    internal DataArray Select(IReadOnlyList<int> indices) => new(Source.Select(indices, Size), Shape, Name, Name) { ClassName = ClassName, Encoding = Encoding };
}
