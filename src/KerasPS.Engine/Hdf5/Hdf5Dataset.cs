namespace KerasPS.Hdf5;

/// <summary>A dataset that is to be written. Its values are asked for when they are written, so that they need not be held before.</summary>
public sealed class Hdf5Dataset
{
    private const int MaxRank = 32;

    /// <summary>Describes the dataset.</summary>
    /// <param name="name">The name within its group.</param>
    /// <param name="type">The type: numbers, little-endian.</param>
    /// <param name="shape">The length of each axis; empty for a single number.</param>
    /// <param name="write">Writes all values, row-major, little-endian, just as many bytes as there are.</param>
    /// <exception cref="KerasException"><c>InvalidValue</c>: a name, type or shape that cannot be written.</exception>
    public Hdf5Dataset(string name, Hdf5Type type, IReadOnlyList<long> shape, Action<Stream> write)
    {
        Name = Hdf5Group.RequireName(name);
        if (!type.IsNumber || type.IsBigEndian)
            throw Hdf5Error.CannotWrite($"The dataset '{name}' is of type {type}; only little-endian numbers are written", type);
        if (shape.Count > MaxRank || shape.Any(size => size < 0))
            throw Hdf5Error.CannotWrite($"The dataset '{name}' has the shape ({string.Join(", ", shape)}); there can be {MaxRank} axes, of lengths of 0 or above", shape);
        Type = type;
        Shape = shape;
        Values = write;
        if (type.Class == Hdf5Class.BFloat16)
            Attributes["dtype"] = "bfloat16";
    }

    /// <summary>The name within its group.</summary>
    public string Name { get; }

    /// <summary>The type of its values.</summary>
    public Hdf5Type Type { get; }

    /// <summary>The length of each axis.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>Texts about the dataset.</summary>
    public IDictionary<string, string> Attributes { get; } = new SortedDictionary<string, string>(Hdf5Names.Order);

    /// <summary>The number of bytes of all values.</summary>
    public long ByteCount => checked(Shape.Aggregate((long)Type.Size, (bytes, size) => bytes * size));

    /// <summary>Writes all values.</summary>
    internal Action<Stream> Values { get; }
}
