using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KerasPS.Saving;

/// <summary>The members of a <c>.keras</c> file: a zip archive whose members are stored without compression.</summary>
internal sealed class ModelArchive(ZipArchive archive, long archiveLength)
{
    /// <summary>JSON members are small; a longer one is no model's.</summary>
    private const long LongestJson = 64 << 20;

    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Adds a member of JSON.</summary>
    public void AddJson(string name, object content)
    {
        using Stream stream = Add(name);
        JsonSerializer.Serialize(stream, content, Json);
    }

    /// <summary>Adds a member of arrays.</summary>
    public void AddTensors(string name, IReadOnlyList<SafeTensor> tensors)
    {
        using Stream stream = Add(name);
        SafeTensorsWriter.Write(stream, tensors);
    }

    /// <summary>Whether there is a member of exactly that name.</summary>
    public bool Has(string name) => archive.Entries.Any(entry => entry.FullName == name);

    /// <summary>Reads a member of JSON.</summary>
    public T ReadJson<T>(string name)
    {
        ZipArchiveEntry entry = Find(name);
        if (entry.Length > LongestJson)
            throw Invalid($"'{name}' has {entry.Length} bytes, more than the {LongestJson} that are read");
        byte[] content = new byte[entry.Length];
        using (Stream stream = entry.Open())
        {
            stream.ReadExactly(content);
        }

        if (Crc32.Of(content) != entry.Crc32)
            throw Invalid($"the checksum of '{name}' does not match, so some of its bytes have changed");
        return JsonSerializer.Deserialize<T>(content, Json) ?? throw Invalid($"'{name}' is empty");
    }

    /// <summary>Reads a member of arrays.</summary>
    public IReadOnlyDictionary<string, SafeTensor> ReadTensors(string name)
    {
        ZipArchiveEntry entry = Find(name);
        using Stream stream = entry.Open();
        return SafeTensorsReader.Read(stream, entry.Length);
    }

    private static KerasException Invalid(string problem) =>
        new("InvalidFile", KerasErrorKind.InvalidData, $"This is no .keras file, or it is damaged: {problem}.");

    private Stream Add(string name) => archive.CreateEntry(name, CompressionLevel.NoCompression).Open();

    /// <summary>The one member of that name; stored as it is, so that it cannot be larger than the file.</summary>
    private ZipArchiveEntry Find(string name)
    {
        ZipArchiveEntry[] found = archive.Entries.Where(entry => entry.FullName == name).ToArray();
        if (found is not [var entry])
            throw Invalid($"it has {found.Length} members '{name}' instead of one");
        return entry.Length == entry.CompressedLength && entry.Length <= archiveLength
            ? entry
            : throw Invalid($"'{name}' is compressed; members of a .keras file are stored as they are");
    }
}
