namespace KerasPS.Data.Numpy;

/// <summary>The dtype of an array: NumPy's letter for the kind, the number of bytes, and the byte order.</summary>
/// <param name="Kind"><c>b</c> booleans, <c>i</c> and <c>u</c> signed and unsigned integers, <c>f</c> floating point.</param>
/// <param name="Size">The number of bytes of an element.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first.</param>
internal sealed record NpyType(char Kind, int Size, bool IsBigEndian)
{
    /// <summary>Reads a dtype's descr, e.g. <c>&lt;f4</c>.</summary>
    public static NpyType Parse(string descr, string path)
    {
        bool hasOrder = descr.Length > 0 && descr[0] is '<' or '>' or '|' or '=';
        string type = hasOrder ? descr[1..] : descr;
        return type switch
        {
            "b1" or "i1" or "u1" or "i2" or "u2" or "f2" or "i4" or "u4" or "f4" or "i8" or "u8" or "f8" => new NpyType(type[0], type[1] - '0', descr[0] == '>'),
            _ => throw NotSupported(descr, type, path),
        };
    }

    private static KerasException NotSupported(string descr, string type, string path)
    {
        string problem = type.Length == 0 ? "of an unnamed dtype" : type[0] switch
        {
            'O' => "Python objects, which are stored as pickles. Reading a pickle runs the code in it, so pickles are refused",
            'c' => "complex numbers",
            'U' or 'S' or 'a' => "strings. Store the class of each string as an integer, and give the strings as the classes' names",
            'V' => "raw bytes",
            'M' or 'm' => "dates or durations. Store them as numbers",
            'f' => $"floating-point numbers of {type[1..]} bytes",
            _ => "of an unknown dtype",
        };
        return new KerasException(
            "TypeNotSupported", $"The elements of '{path}' ({descr}) are {problem}. What is read: bool, int8 to int64, uint8 to uint64, float16, float32 and float64.", path);
    }
}
