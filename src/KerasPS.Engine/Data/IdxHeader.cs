using System.Buffers.Binary;

namespace KerasPS.Data;

/// <summary>
/// The start of an IDX file: two zero bytes, the type, the number of dimensions, then each dimension as a big-endian 32-bit number
/// (the format is described at the foot of yann.lecun.com/exdb/mnist).
/// </summary>
internal sealed record IdxHeader(IdxElementType ElementType, long[] Shape)
{
    public int HeaderLength => 4 + (4 * Shape.Length);

    public int ElementSize => ElementType switch
    {
        IdxElementType.UInt8 or IdxElementType.Int8 => 1,
        IdxElementType.Int16 => 2,
        IdxElementType.Float64 => 8,
        _ => 4,
    };

    /// <summary>The number of elements that the dimensions promise. In decimal, as 255 dimensions overflow any integer; beyond that it says 'too many'.</summary>
    public decimal ElementCount => Shape.Contains(0) ? 0 : Shape.Aggregate(1m, (product, n) => product > Array.MaxLength ? product : product * n);

    public static IdxHeader Read(Stream stream, string path)
    {
        byte[] magic = ReadBytes(stream, 4, path);
        if (magic[0] != 0 || magic[1] != 0)
            throw Invalid(path, $"it starts with the bytes {magic[0]:X2} {magic[1]:X2}, not with two zeros");
        if (!Enum.IsDefined((IdxElementType)magic[2]))
            throw Invalid(path, $"its type byte is {magic[2]:X2}; known are 08, 09, 0B, 0C, 0D and 0E");
        if (magic[3] == 0)
            throw Invalid(path, "it has no dimensions");
        long[] shape = new long[magic[3]];
        byte[] dimensions = ReadBytes(stream, 4 * shape.Length, path);
        for (int i = 0; i < shape.Length; i++)
            shape[i] = BinaryPrimitives.ReadUInt32BigEndian(dimensions.AsSpan(4 * i));
        return new IdxHeader((IdxElementType)magic[2], shape);
    }

    public static KerasException Invalid(string path, string problem) =>
        new("InvalidIdx", $"'{path}' is not an IDX file: {problem}.", path);

    private static byte[] ReadBytes(Stream stream, int count, string path)
    {
        byte[] bytes = new byte[count];
        int read = stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false);
        return read == count ? bytes : throw new KerasException("TruncatedIdx", $"'{path}' is truncated: it ends within the header.", path);
    }
}
