using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using KerasPS.Files;

namespace KerasPS.Saving;

/// <summary>
/// Reads the safetensors format strictly: every byte of the file belongs to the header or to exactly one array, and sizes are what
/// dtype and shape say, all checked before memory is allocated. Numbers of any type but those of 8 bits become single-precision numbers.
/// </summary>
public static class SafeTensorsReader
{
    /// <summary>The longest header, as in the reference implementation.</summary>
    private const long MaxHeaderLength = 100_000_000;

    /// <summary>Reads all arrays.</summary>
    /// <param name="stream">A file, or another seekable stream.</param>
    /// <returns>The arrays by their names.</returns>
    /// <exception cref="KerasException"><c>InvalidFile</c>: the bytes are not a safetensors file, or are damaged; <c>TypeNotSupported</c>: numbers of 8 bits.</exception>
    public static IReadOnlyDictionary<string, SafeTensor> Read(Stream stream) =>
        Open(stream).Select(tensor => new SafeTensor(tensor.Name, tensor.Shape, tensor.Values)).ToDictionary(tensor => tensor.Name);

    /// <summary>
    /// Finds all arrays in a stream, from which their values are read on request, so that they are never all in memory. The checksum of a file that has
    /// one is compared first, in small chunks.
    /// </summary>
    /// <param name="stream">A file, or another seekable stream; it must stay open as long as values are read.</param>
    /// <returns>The arrays in the file's order.</returns>
    /// <exception cref="KerasException">As for <see cref="Read(Stream)"/>.</exception>
    public static IReadOnlyList<SafeTensor> Open(Stream stream) => Open(new StreamBytes(stream));

    /// <summary>As for a stream.</summary>
    internal static IReadOnlyList<SafeTensor> Open(StreamBytes file) => Checked(() =>
    {
        Header header = ReadHeader(file);
        if (header.Checksum is not null)
            RequireChecksum(file, header);
        return header.Entries
            .Select(entry => new SafeTensor(entry.Name, entry.Shape, () => (values, first) => Read(file, header.Start + entry.Begin, entry.Type, values, first)))
            .ToArray();
    });

    /// <summary>Reads the strings of the header's metadata.</summary>
    /// <param name="stream">A file, or another seekable stream.</param>
    /// <exception cref="KerasException"><c>InvalidFile</c>, <c>TypeNotSupported</c>.</exception>
    public static IReadOnlyDictionary<string, string> ReadMetadata(Stream stream) => Checked(() => ReadHeader(new StreamBytes(stream)).Metadata);

    private static T Checked<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (EndOfStreamException)
        {
            throw EndsEarly();
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException)
        {
            throw Invalid($"its header cannot be read ({exception.Message.TrimEnd('.')})");
        }
    }

    private static void RequireChecksum(StreamBytes file, Header header)
    {
        SafeTensorsChecksum checksum = new();
        foreach (Entry entry in header.Entries)
        {
            checksum.Begin(entry.Name, entry.Shape);
            checksum.Add(file.Checksum(SafeTensorsChecksum.Kind, header.Start + entry.Begin, entry.End - entry.Begin), entry.End - entry.Begin);
        }

        if (header.Checksum != checksum.Value)
            throw Changed();
    }

    private static Header ReadHeader(StreamBytes file)
    {
        Span<byte> prefix = stackalloc byte[sizeof(ulong)];
        file.Read(0, prefix);
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(prefix);
        if (size > MaxHeaderLength || (long)size > file.Length - prefix.Length)
            throw Invalid($"its header would be {size} bytes long");
        byte[] header = file.Read(prefix.Length, (int)size);
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
        long start = prefix.Length + header.Length;
        RequireNoGaps(inOrder, file.Length - start);
        return new Header(start, inOrder, metadata);
    }

    private static Dictionary<string, string> ReadMetadata(JsonElement metadata)
    {
        Dictionary<string, string> texts = [];
        foreach (JsonProperty property in metadata.EnumerateObject())
            texts[property.Name] = property.Value.GetString() ?? throw Invalid($"its metadata '{property.Name}' is not a string");
        return texts;
    }

    private static Entry ReadEntry(JsonProperty property)
    {
        string name = property.Name;
        string[] members = property.Value.EnumerateObject().Select(member => member.Name).Order(StringComparer.Ordinal).ToArray();
        if (members is not ["data_offsets", "dtype", "shape"])
            throw Invalid($"'{name}' has {string.Join(", ", members)} instead of dtype, shape and data_offsets");
        SafeTensorsType type = RequireType(name, property.Value.GetProperty("dtype").GetString());
        long[] shape = property.Value.GetProperty("shape").EnumerateArray().Select(axis => axis.GetInt64()).ToArray();
        long[] offsets = property.Value.GetProperty("data_offsets").EnumerateArray().Select(offset => offset.GetInt64()).ToArray();
        if (offsets is not [var begin, var end] || begin < 0 || end < begin)
            throw Invalid($"'{name}' has the offsets {string.Join(", ", offsets)}");
        if (shape.Any(axis => axis < 0) || shape.Aggregate((Int128)type.Size, (bytes, axis) => Capped(bytes * axis)) != end - begin)
            throw Invalid($"'{name}' of shape ({string.Join(", ", shape)}) has {end - begin} bytes");
        if ((end - begin) / type.Size > Array.MaxLength)
            throw Invalid($"'{name}' has more than {Array.MaxLength} values");
        return new Entry(name, type, shape, begin, end);
    }

    /// <summary>Sizes beyond what a file can have stay just that, and a later axis of 0 still makes them 0.</summary>
    private static Int128 Capped(Int128 bytes) => Int128.Min(bytes, long.MaxValue);

    private static SafeTensorsType RequireType(string name, string? given)
    {
        if (SafeTensorsType.Find(given) is not { } type)
            throw Invalid($"'{name}' has the dtype '{given}'");
        return type.Convert is not null ? type : throw new KerasException(
            "TypeNotSupported", $"'{name}' has the dtype {given}; only {string.Join(", ", SafeTensorsType.Readable)} can be read. Convert the file first.", name);
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

    private static void Read(StreamBytes file, long start, SafeTensorsType type, Span<float> values, long first)
    {
        try
        {
            if (type.Name == "F32")
                file.Read(start + (first * sizeof(float)), MemoryMarshal.AsBytes(values));
            else
                type.Convert!(file.Read(start + (first * type.Size), values.Length * type.Size), values);
        }
        catch (EndOfStreamException)
        {
            throw EndsEarly();
        }
    }

    private static KerasException EndsEarly() => Invalid("it ends early");

    private static KerasException Changed() => Invalid("its checksum does not match, so some of its bytes have changed");

    private static KerasException Invalid(string problem) =>
        new("InvalidFile", $"This is not a safetensors file, or it is damaged: {problem}.");

    private sealed record Header(long Start, Entry[] Entries, Dictionary<string, string> Metadata)
    {
        public string? Checksum => Metadata.GetValueOrDefault(SafeTensorsChecksum.Key);
    }

    private sealed record Entry(string Name, SafeTensorsType Type, IReadOnlyList<long> Shape, long Begin, long End);
}
