using System.IO.Compression;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace KerasPS.Saving;

/// <summary>Writes the members of a <c>.keras</c> file: a zip archive whose members are stored without compression.</summary>
internal sealed class ModelArchiveWriter(Stream stream) : IDisposable
{
    internal static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        MaxDepth = ConfigJson.Deepest,
    };

    private readonly ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);

    /// <summary>Numbers as Python writes them, so that Keras reads floating-point numbers as such.</summary>
    internal static readonly JsonSerializerOptions PythonJson = new(Json) { Converters = { new PythonNumber() } };

    /// <summary>Adds a member of JSON that Keras reads.</summary>
    public void AddConfig(string name, object content)
    {
        using Stream member = Add(name);
        JsonSerializer.Serialize(member, content, PythonJson);
    }

    /// <summary>Adds a member of JSON.</summary>
    public void AddJson(string name, object content)
    {
        using Stream member = Add(name);
        JsonSerializer.Serialize(member, content, Json);
    }

    /// <summary>Adds a member of arrays.</summary>
    public void AddTensors(string name, IReadOnlyList<SafeTensor> tensors)
    {
        using Stream member = Add(name);
        SafeTensorsWriter.Write(member, tensors);
    }

    /// <summary>Adds a member; nothing else can be written until its stream is disposed.</summary>
    public Stream Add(string name) => archive.CreateEntry(name, CompressionLevel.NoCompression).Open();

    public void Dispose() => archive.Dispose();
}
