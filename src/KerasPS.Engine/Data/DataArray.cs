namespace KerasPS.Data;

/// <summary>One array of a dataset: what one input of a model takes, or one output is compared with.</summary>
public sealed class DataArray
{
    /// <summary>Creates an array over values, which it takes over without copying.</summary>
    /// <param name="values">Row-major values of shape <c>(count, *shape)</c>.</param>
    /// <param name="shape">The shape of one sample; empty for one number.</param>
    /// <param name="name">The name of the input or output; empty where there is only one.</param>
    /// <exception cref="KerasException">The number of values does not match the shape.</exception>
    public DataArray(float[] values, IReadOnlyList<long> shape, string name = "")
        : this(values, shape, name, name)
    {
    }

    internal DataArray(float[] values, IReadOnlyList<long> shape, string name, string what)
    {
        Values = values;
        Shape = shape.ToArray();
        Name = name;
        Size = (int)Layers.Shape.Size(Shape);
        if (Size <= 0 || values.Length % Size != 0)
        {
            throw new KerasException(
                "ShapeMismatch",
                KerasErrorKind.InvalidData,
                $"The {what} hold {values.Length} values, which is no whole number of samples of shape ({string.Join(", ", Shape)}) with {Size} values each.");
        }
    }

    /// <summary>The name of the model's input or output that the array is for; empty where there is only one.</summary>
    public string Name { get; }

    /// <summary>The values, row-major.</summary>
    public float[] Values { get; }

    /// <summary>The shape of one sample, without the sample axis; empty for one number.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The names of the classes, in the order of their indices, where the array holds labels of classes.</summary>
    public IReadOnlyList<string> ClassName { get; init; } = [];

    /// <summary>How the columns of a table became the values; null where they were none.</summary>
    public FeatureEncoding? Encoding { get; init; }

    /// <summary>The number of samples.</summary>
    public int Count => Values.Length / Size;

    /// <summary>The number of values of a sample.</summary>
    internal int Size { get; }

    /// <summary>The samples at the given indices, in that order.</summary>
    internal DataArray Select(IReadOnlyList<int> indices)
    {
        float[] chosen = new float[indices.Count * Size];
        for (int i = 0; i < indices.Count; i++)
            Values.AsSpan(indices[i] * Size, Size).CopyTo(chosen.AsSpan(i * Size));
        return new DataArray(chosen, Shape, Name) { ClassName = ClassName, Encoding = Encoding };
    }
}
