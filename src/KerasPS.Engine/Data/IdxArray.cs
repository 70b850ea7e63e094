namespace KerasPS.Data;

/// <summary>What an IDX file holds.</summary>
public sealed class IdxArray
{
    internal IdxArray(IdxElementType elementType, IReadOnlyList<long> shape, ArrayValues source)
    {
        ElementType = elementType;
        Shape = shape;
        Source = source;
    }

    /// <summary>The type of the elements in the file.</summary>
    public IdxElementType ElementType { get; }

    /// <summary>The shape, e.g. <c>[60000, 28, 28]</c>; the first axis is the sample.</summary>
    public IReadOnlyList<long> Shape { get; }

    /// <summary>The values, row-major, rounded to 32-bit floating point where the file's type is wider.</summary>
    public float[] Values => Source.ToArray();

    internal ArrayValues Source { get; }
}
