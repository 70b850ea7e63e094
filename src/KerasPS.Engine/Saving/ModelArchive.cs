using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace KerasPS.Saving;

/// <summary>The members of a <c>.keras</c> file, by exact name, each of them checked against its checksum before it is used.</summary>
internal sealed class ModelArchive
{
    /// <summary>JSON members are small, but for the words that an encoding of texts knows; a longer one is no model's.</summary>
    private const long LongestJson = 64 << 20;

    private readonly Stream stream;

    private ModelArchive(Stream stream)
    {
        this.stream = stream;
        Members = ZipDirectory.Read(stream);
    }

    /// <summary>All members, in the order of their places.</summary>
    public IReadOnlyList<ZipMember> Members { get; }

    /// <summary>Reads the members of an archive.</summary>
    public static ModelArchive Open(Stream stream) => new(stream);

    /// <summary>Whether there is a member of exactly that name.</summary>
    public bool Has(string name) => Members.Any(member => member.Name == name);

    /// <summary>The bytes of a small member.</summary>
    public byte[] ReadBytes(string name)
    {
        ZipMember member = Checked(name);
        if (member.Length > LongestJson)
            throw ZipDirectory.Invalid($"'{name}' has {member.Length} bytes, more than the {LongestJson} that are read");
        byte[] content = new byte[member.Length];
        stream.Position = member.Offset;
        stream.ReadExactly(content);
        return content;
    }

    /// <summary>Reads a member of JSON.</summary>
    public T ReadJson<T>(string name) =>
        JsonSerializer.Deserialize<T>(ReadBytes(name), ModelArchiveWriter.Json) ?? throw ZipDirectory.Invalid($"'{name}' is empty");

    /// <summary>Reads a member of arrays.</summary>
    public IReadOnlyDictionary<string, SafeTensor> ReadTensors(string name)
    {
        ZipMember member = Checked(name);
        stream.Position = member.Offset;
        return SafeTensorsReader.Read(new StreamPart(stream, member.Length), member.Length);
    }

    /// <summary>Reads a member in place.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="read">What reads it, from the archive's stream, the place and the length of the member.</param>
    public T Read<T>(string name, Func<Stream, long, long, T> read)
    {
        ZipMember member = Checked(name);
        return read(stream, member.Offset, member.Length);
    }

    /// <summary>
    /// Reads a member in place while another thread compares its checksum. What was read is not given out unless it matches, so this is for what becomes
    /// something new: a large member is read once from the disk and not twice, one after the other.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="read">As for <see cref="Read{T}"/>.</param>
    public T ReadWhileChecking<T>(string name, Func<Stream, long, long, T> read)
    {
        if (stream is not FileStream file)
            return Read(name, read);
        ZipMember member = Find(name);

        // Asking for the handle moves the stream's own place, so it is asked for before the stream is read.
        SafeFileHandle handle = file.SafeFileHandle;
        Task<uint> checksum = Task.Run(() => Crc32.Of(handle, member.Offset, member.Length));
        try
        {
            return read(stream, member.Offset, member.Length);
        }
        finally
        {
            // Whatever else went wrong, damage is the reason to tell.
            Require(member, checksum.GetAwaiter().GetResult());
        }
    }

    /// <summary>The member of that name, whose bytes are as they were written.</summary>
    private ZipMember Checked(string name)
    {
        ZipMember member = Find(name);
        stream.Position = member.Offset;
        Require(member, Crc32.Of(stream, member.Length));
        return member;
    }

    private ZipMember Find(string name) => Members.FirstOrDefault(member => member.Name == name) ?? throw ZipDirectory.Invalid($"it has no member '{name}'");

    private static void Require(ZipMember member, uint checksum)
    {
        if (checksum != member.Checksum)
            throw ZipDirectory.Invalid($"the checksum of '{member.Name}' does not match, so some of its bytes have changed");
    }
}
