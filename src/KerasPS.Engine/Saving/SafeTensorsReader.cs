using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace KerasPS.Saving;

/// <summary>
/// Reads the safetensors format strictly: every byte of the file belongs to the header or to exactly one array, and sizes are what
/// type and shape say, all checked before memory is taken. Arrays of single-precision numbers (F32) can be read.
/// </summary>
public static class SafeTensorsReader
{
    /// <summary>The longest header, as in the reference implementation.</summary>
    private const long LongestHeader = 100_000_000;

    private static readonly string[] OtherTypes = ["BOOL", "U8", "I8", "F8_E5M2", "F8_E4M3", "I16", "U16", "F16", "BF16", "I32", "U32", "F64", "I64", "U64"];

    /// <summary>Reads all arrays.</summary>
    /// <param name="stream">From where; read to its end.</param>
    /// <param name="length">The number of bytes in the stream.</param>
    /// <returns>The arrays by their names.</returns>
    /// <exception cref="KerasException"><c>InvalidFile</c>: the bytes are no safetensors file, or are damaged; <c>TypeNotSupported</c>: an array is not of type F32.</exception>
    public static IReadOnlyDictionary<string, SafeTensor> Read(Stream stream, long length) => Checked(() =>
    {
        (Entry[] entries, Dictionary<string, string> metadata) = ReadHeader(stream, length);
        SafeTensor[] tensors = entries.Select(entry => ReadTensor(stream, entry)).ToArray();
        if (stream.ReadByte() >= 0)
            throw Invalid("it goes on after the last array");
        if (metadata.TryGetValue(SafeTensorsChecksum.Key, out string? checksum) && checksum != SafeTensorsChecksum.Of(tensors))
            throw Invalid("its checksum does not match, so some of its bytes have changed");
        return tensors.ToDictionary(tensor => tensor.Name);
    });

    /// <summary>Reads the texts of the header's metadata.</summary>
    /// <param name="stream">From where.</param>
    /// <param name="length">The number of bytes in the stream.</param>
    /// <exception cref="KerasException"><c>InvalidFile</c>, <c>TypeNotSupported</c>.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(Stream stream, long length) => Checked(() => ReadHeader(stream, length).Metadata);

    private static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException)
        {
            throw Invalid("it ends early");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Invalid($"its header cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    private static (Entry[] Entries, Dictionary<string, string> Metadata) ReadHeader(Stream stream, long length)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        stream.ReadExactly(prefix);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (size > LongestHeader || (long)size > length - prefix.Length)
            throw Invalid($"its header would be {size} bytes long");
        byte[] header = new byte[size];
        stream.ReadExactly(header);
        if (header is not [(byte)'{', ..])
            throw Invalid("its header does not begin with a brace");

        using JsonDocument document = JsonDocument.Parse(header);
        HashSet<string> names = [];
        List<Entry> entries = [];
        Dictionary<string, string> metadata = [];
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            if (!names.Add(property.Name))
                throw Invalid($"it has '{property.Name}' twice");
            if (property.Name == "__metadata__")
                metadata = ReadMetadata(property.Value);
            else
                entries.Add(ReadEntry(property));
        }

        Entry[] inOrder = entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End).ToArray();
        RequireNoGaps(inOrder, length - prefix.Length - header.Length);
        return (inOrder, metadata);
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement metadata)
    {
        Dictionary<string, string> texts = [];
        foreach (JsonProperty property in metadata.EnumerateObject())
            texts[property.Name] = property.Value.GetString() ?? throw Invalid($"its metadata '{property.Name}' is no text");
        return texts;
    }

    private static Entry ReadEntry(JsonProperty property)
    {
        string name = property.Name;
        string[] members = property.Value.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal).ToArray();
        if (members is not ["data_offsets", "dtype", "shape"])
            throw Invalid($"'{name}' has {string.Join(", ", members)} instead of dtype, shape and data_offsets");
        RequireType(name, property.Value.GetProperty("dtype").GetString());
        long[] shape = property.Value.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64()).ToArray();
        long[] offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets is not [var begin, var end] || begin < 0 || end < begin)
            throw Invalid($"'{name}' has the offsets {string.Join(", ", offsets)}");
        if (shape.Any(axis => axis < 0) || shape.Aggregate((Int128)sizeof(float), (bytes, axis) => Capped(bytes * axis)) != end - begin)
            throw Invalid($"'{name}' of shape ({string.Join(", ", shape)}) has {end - begin} bytes");
        if ((end - begin) / sizeof(float) > Array.MaxLength)
            throw Invalid($"'{name}' has more than {Array.MaxLength} values");
        return new Entry(name, shape, begin, end);
    }

    /// <summary>Sizes beyond what a file can have stay just that, and a later axis of 0 still makes them 0.</summary>
    private static Int128 Capped(Int128 bytes) => Int128.Min(bytes, long.MaxValue);

    private static void RequireType(string name, string? type)
    {
        if (type == "F32")
            return;
        if (!OtherTypes.Contains(type))
            throw Invalid($"'{name}' has the type '{type}'");
        throw new KerasException(
            "TypeNotSupported",
            KerasErrorKind.InvalidData,
            $"'{name}' is of type {type}; only F32 (single precision) can be read in this version. Convert the file first.",
            name);
    }

    private static void RequireNoGaps(Entry[] entries, long length)
    {
        long at = 0;
        foreach (Entry entry in entries)
        {
            if (entry.Begin != at)
                throw Invalid($"'{entry.Name}' begins at byte {entry.Begin} instead of {at}, so arrays overlap or leave a gap");
            at = entry.End;
        }

        if (at != length)
            throw Invalid($"its arrays have {at} bytes, but {length} follow the header");
    }

    private static SafeTensor ReadTensor(Stream stream, Entry entry)
    {
        float[] values = new float[(entry.End - entry.Begin) / sizeof(float)];
        stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
        return new SafeTensor(entry.Name, entry.Shape, values);
    }

    private static KerasException Invalid(string problem) =>
        new("InvalidFile", KerasErrorKind.InvalidData, $"This is no safetensors file, or it is damaged: {problem}.");

    private sealed record Entry(string Name, IReadOnlyList<long> Shape, long Begin, long End);
}
