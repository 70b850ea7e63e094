namespace KerasPS.Data.Numpy;

/// <summary>The type of an array's elements: NumPy's letter for the kind, the number of bytes, and their order.</summary>
/// <param name="Kind"><c>b</c> truth values, <c>i</c> and <c>u</c> whole numbers with and without sign, <c>f</c> floating point.</param>
/// <param name="Size">The number of bytes of an element.</param>
/// <param name="IsBigEndian">Whether the most significant byte comes first.</param>
internal sealed record NpyType(char Kind, int Size, bool IsBigEndian)
{
    /// <summary>Reads a type's description, e.g. <c>&lt;f4</c>.</summary>
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
        string problem = type.Length == 0 ? "of an unnamed type" : type[0] switch
        {
            'O' => "Python objects, which are stored as pickles. Reading a pickle runs the code in it, so pickles are refused",
            'c' => "complex numbers",
            'U' or 'S' or 'a' => "texts. Store the class of each text as a whole number, and give the texts as the classes' names",
            'V' => "raw bytes",
            'M' or 'm' => "times. Store them as numbers",
            'f' => $"floating-point numbers of {type[1..]} bytes",
            _ => "of an unknown type",
        };
        return new KerasException(
            "TypeNotSupported", $"The elements of '{path}' ({descr}) are {problem}. What is read: bool, int8 to int64, uint8 to uint64, float16, float32 and float64.", path);
    }
}
