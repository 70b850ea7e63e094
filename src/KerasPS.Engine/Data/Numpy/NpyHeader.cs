using System.Buffers.Binary;
using System.Text;

namespace KerasPS.Data.Numpy;

/// <summary>
/// The start of an NPY file: a magic string, the version of the format (1.0, 2.0 or 3.0), the length of the header, and the header, which is
/// a dictionary in Python's notation of the dtype, the order of the axes and the shape (numpy.lib.format).
/// </summary>
internal sealed record NpyHeader(NpyType Type, bool IsFortran, long[] Shape, int Length)
{
    /// <summary>Longer headers are of structured dtypes, which are not read.</summary>
    private const int MaxHeaderLength = 1 << 16;

    private const int MaxAxes = 64;

    /// <summary>The number of elements that the shape promises; in decimal, as many axes overflow any integer. Beyond what an array holds it says 'too many'.</summary>
    public decimal ElementCount => Shape.Contains(0) ? 0 : Shape.Aggregate(1m, (product, n) => product > Array.MaxLength ? product : product * n);

    /// <summary>The shape as Python writes it.</summary>
    public string ShapeText => $"({string.Join(", ", Shape)}{(Shape.Length == 1 ? "," : "")})";

    public static NpyHeader Read(Stream stream, string path)
    {
        byte[] start = ReadBytes(stream, 8, path);
        if (start[0] != 0x93 || !start.AsSpan(1, 5).SequenceEqual("NUMPY"u8))
            throw Invalid(path, "it does not start with NumPy's magic string");
        (int major, int minor) = (start[6], start[7]);
        if (major is < 1 or > 3 || minor != 0)
            throw Invalid(path, $"its version is {major}.{minor}; known are 1.0, 2.0 and 3.0");
        byte[] size = ReadBytes(stream, major == 1 ? sizeof(ushort) : sizeof(uint), path);
        long length = major == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(size) : BinaryPrimitives.ReadUInt32LittleEndian(size);
        if (length > MaxHeaderLength)
            throw Invalid(path, $"its header would have {length} bytes; at most {MaxHeaderLength} are read");
        byte[] header = ReadBytes(stream, (int)length, path);
        return Parse((major == 3 ? Encoding.UTF8 : Encoding.Latin1).GetString(header), path) with { Length = start.Length + size.Length + header.Length };
    }

    public static KerasException Invalid(string path, string problem) =>
        new("InvalidNpy", $"'{path}' is not an NPY file: {problem}.", path);

    public static KerasException Truncated(string path, string problem) =>
        new("TruncatedNpy", $"'{path}' is truncated: {problem}. Download or save it again.", path);

    private static NpyHeader Parse(string header, string path)
    {
        IReadOnlyDictionary<string, object> entries;
        try
        {
            entries = PythonLiteral.ParseDictionary(header);
        }
        catch (FormatException exception)
        {
            throw Invalid(path, $"its header is not a dictionary of literals ({exception.Message})");
        }

        if (entries.Count != 3 || !entries.ContainsKey("descr") || !entries.ContainsKey("fortran_order") || !entries.ContainsKey("shape"))
            throw Invalid(path, $"its header has the keys {string.Join(", ", entries.Keys)}; they must be descr, fortran_order and shape");
        if (entries["descr"] is IReadOnlyList<object>)
            throw new KerasException("TypeNotSupported", $"The elements of '{path}' have fields (a structured dtype). Save each field as an array of its own.", path);
        if (entries["descr"] is not string type || entries["fortran_order"] is not bool isFortran || entries["shape"] is not IReadOnlyList<object> axes)
            throw Invalid(path, "its header's values are not a string, a boolean and a tuple");
        if (axes.Count > MaxAxes || axes.Any(axis => axis is not >= 0L))
            throw Invalid(path, "its shape is not a tuple of at most 64 sizes");
        return new NpyHeader(NpyType.Parse(type, path), isFortran, axes.Cast<long>().ToArray(), 0);
    }

    private static byte[] ReadBytes(Stream stream, int count, string path)
    {
        byte[] bytes = new byte[count];
        return stream.ReadAtLeast(bytes, count, throwOnEndOfStream: false) == count ? bytes : throw Truncated(path, "it ends within the header");
    }
}
