using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace KerasPS.Saving;

/// <summary>
/// Reads the safetensors format strictly: every byte of the file belongs to the header or to exactly one array, and sizes are what
/// type and shape say, all checked before memory is taken. Numbers of any type but those of 8 bits become single-precision numbers.
/// </summary>
public static class SafeTensorsReader
{
    /// <summary>The longest header, as in the reference implementation.</summary>
    private const long LongestHeader = 100_000_000;

    private const int PieceSize = 1 << 20;

    /// <summary>Reads all arrays.</summary>
    /// <param name="stream">From where; read to its end.</param>
    /// <param name="length">The number of bytes in the stream.</param>
    /// <returns>The arrays by their names.</returns>
    /// <exception cref="KerasException"><c>InvalidFile</c>: the bytes are no safetensors file, or are damaged; <c>TypeNotSupported</c>: numbers of 8 bits.</exception>
    public static IReadOnlyDictionary<string, SafeTensor> Read(Stream stream, long length) => Checked(() =>
    {
        Header header = ReadHeader(stream, length);
        SafeTensor[] tensors = header.Entries.Select(entry => new SafeTensor(entry.Name, entry.Shape, ReadValues(stream, entry))).ToArray();
        RequireEnd(stream);
        if (header.Checksum is not null && header.Checksum != SafeTensorsChecksum.Of(tensors))
            throw Changed();
        return tensors.ToDictionary(tensor => tensor.Name);
    });

    /// <summary>
    /// Finds all arrays in a stream, in which their values are looked up when they are asked for: never all of them are held. The checksum of a file that has
    /// one is compared before, in small pieces.
    /// </summary>
    /// <param name="stream">A stream that can be read from any place, as long as values are asked for.</param>
    /// <param name="length">The number of bytes in the stream.</param>
    /// <returns>The arrays in the file's order.</returns>
    /// <exception cref="KerasException">As for <see cref="Read"/>.</exception>
    public static IReadOnlyList<SafeTensor> Open(Stream stream, long length) => Checked(() =>
    {
        Header header = ReadHeader(stream, length);
        long start = stream.Position;
        if (header.Checksum is not null)
            RequireChecksum(stream, header);
        stream.Position = length;
        RequireEnd(stream);
        return header.Entries
            .Select(entry => new SafeTensor(entry.Name, entry.Shape, () => Checked(() =>
            {
                stream.Position = start + entry.Begin;
                return ReadValues(stream, entry);
            })))
            .ToArray();
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

    private static void RequireEnd(Stream stream)
    {
        if (stream.ReadByte() >= 0)
            throw Invalid("it goes on after the last array");
    }

    private static void RequireChecksum(Stream stream, Header header)
    {
        SafeTensorsChecksum checksum = new();
        byte[] piece = new byte[PieceSize];
        foreach (Entry entry in header.Entries)
        {
            checksum.Begin(entry.Name, entry.Shape);
            for (long rest = entry.End - entry.Begin; rest > 0; rest -= piece.Length)
            {
                Span<byte> part = piece.AsSpan(0, (int)Math.Min(rest, piece.Length));
                stream.ReadExactly(part);
                checksum.Add(part);
            }
        }

        if (header.Checksum != checksum.Value)
            throw Changed();
    }

    private static Header ReadHeader(Stream stream, long length)
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
        return new Header(inOrder, metadata);
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
            throw Invalid($"'{name}' has the type '{given}'");
        return type.Convert is not null ? type : throw new KerasException(
            "TypeNotSupported",
            KerasErrorKind.InvalidData,
            $"'{name}' is of type {given}; only {string.Join(", ", SafeTensorsType.Readable)} can be read. Convert the file first.",
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

    private static float[] ReadValues(Stream stream, Entry entry)
    {
        float[] values = new float[(entry.End - entry.Begin) / entry.Type.Size];
        if (entry.Type.Name == "F32")
        {
            stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan()));
            return values;
        }

        byte[] piece = new byte[PieceSize];
        int atOnce = PieceSize / entry.Type.Size;
        for (int from = 0; from < values.Length; from += atOnce)
        {
            Span<float> part = values.AsSpan(from, Math.Min(atOnce, values.Length - from));
            stream.ReadExactly(piece, 0, part.Length * entry.Type.Size);
            entry.Type.Convert!(piece, part);
        }

        return values;
    }

    private static KerasException Changed() => Invalid("its checksum does not match, so some of its bytes have changed");

    private static KerasException Invalid(string problem) =>
        new("InvalidFile", KerasErrorKind.InvalidData, $"This is no safetensors file, or it is damaged: {problem}.");

    private sealed record Header(Entry[] Entries, Dictionary<string, string> Metadata)
    {
        public string? Checksum => Metadata.GetValueOrDefault(SafeTensorsChecksum.Key);
    }

    private sealed record Entry(string Name, SafeTensorsType Type, IReadOnlyList<long> Shape, long Begin, long End);
}
