using System.Runtime.InteropServices;

namespace KerasPS.Saving;

/// <summary>The dtypes that a safetensors file may hold, and their conversion to single precision.</summary>
/// <param name="Name">The format's name, e.g. <c>F16</c>.</param>
/// <param name="Size">The bytes of one number.</param>
/// <param name="Convert">Converts bytes to numbers; null where they cannot be read.</param>
internal sealed record SafeTensorsType(string Name, int Size, SafeTensorsType.Conversion? Convert)
{
    /// <summary>Converts bytes to as many numbers as there is room for.</summary>
    public delegate void Conversion(byte[] bytes, Span<float> values);

    private static readonly Dictionary<string, SafeTensorsType> All = new SafeTensorsType[]
    {
        new("F64", sizeof(double), (bytes, values) => Each<double>(bytes, values, number => (float)number)),
        new("F32", sizeof(float), (bytes, values) => Each<float>(bytes, values, number => number)),
        new("F16", sizeof(short), (bytes, values) => Each<Half>(bytes, values, number => (float)number)),
        new("BF16", sizeof(short), (bytes, values) => Each<ushort>(bytes, values, number => BitConverter.UInt32BitsToSingle((uint)number << 16))),
        new("I64", sizeof(long), (bytes, values) => Each<long>(bytes, values, number => number)),
        new("I32", sizeof(int), (bytes, values) => Each<int>(bytes, values, number => number)),
        new("I16", sizeof(short), (bytes, values) => Each<short>(bytes, values, number => number)),
        new("I8", sizeof(sbyte), (bytes, values) => Each<sbyte>(bytes, values, number => number)),
        new("U64", sizeof(ulong), (bytes, values) => Each<ulong>(bytes, values, number => number)),
        new("U32", sizeof(uint), (bytes, values) => Each<uint>(bytes, values, number => number)),
        new("U16", sizeof(ushort), (bytes, values) => Each<ushort>(bytes, values, number => number)),
        new("U8", sizeof(byte), (bytes, values) => Each<byte>(bytes, values, number => number)),
        new("BOOL", sizeof(byte), (bytes, values) => Each<byte>(bytes, values, number => number == 0 ? 0 : 1)),
        new("F8_E5M2", sizeof(byte), null),
        new("F8_E4M3", sizeof(byte), null),
    }.ToDictionary(type => type.Name);

    /// <summary>The dtype of that name, or null.</summary>
    public static SafeTensorsType? Find(string? name) => name is null ? null : All.GetValueOrDefault(name);

    /// <summary>The names of those that can be read.</summary>
    public static IEnumerable<string> Readable => All.Values.Where(type => type.Convert is not null).Select(type => type.Name);

    private static void Each<T>(byte[] bytes, Span<float> values, Func<T, float> convert)
        where T : unmanaged
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++)
            values[i] = convert(numbers[i]);
    }
}
