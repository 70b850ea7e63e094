namespace KerasPS.Data;

/// <summary>What an IDX file holds.</summary>
/// <param name="ElementType">The type of the elements in the file.</param>
/// <param name="Shape">The shape, e.g. <c>[60000, 28, 28]</c>; the first axis is the sample.</param>
/// <param name="Values">The values, row-major, rounded to 32-bit floating point where the file's type is wider.</param>
public sealed record IdxArray(IdxElementType ElementType, IReadOnlyList<long> Shape, float[] Values);
