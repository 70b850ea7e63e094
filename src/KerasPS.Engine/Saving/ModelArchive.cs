using System.Text.Json;
using KerasPS.Files;

namespace KerasPS.Saving;

/// <summary>The members of a <c>.keras</c> file, by exact name, each of them checked against its checksum before it is used.</summary>
internal sealed class ModelArchive
{
    /// <summary>The limit for JSON members, which are small except for vocabularies of text layers.</summary>
    private const long MaxJsonLength = 64 << 20;

    private readonly Stream stream;

    private ModelArchive(Stream stream)
    {
        this.stream = stream;
        Members = ZipDirectory.Read(stream, ZipUse.Model);
    }

    /// <summary>All members, in the order of their offsets.</summary>
    public IReadOnlyList<ZipMember> Members { get; }

    /// <summary>Reads the members of an archive.</summary>
    public static ModelArchive Open(Stream stream) => new(stream);

    /// <summary>Whether there is a member of exactly that name.</summary>
    public bool Has(string name) => Members.Any(member => member.Name == name);

    /// <summary>The member of that name, after its checksum was compared.</summary>
    public StreamBytes Checked(string name)
    {
        ZipMember member = Find(name);
        StreamBytes bytes = new(stream, member.Offset, member.Length);
        Require(member, bytes.Checksum(Crc.Zip, 0, bytes.Length));
        return bytes;
    }

    /// <summary>The bytes of a small member.</summary>
    public byte[] ReadBytes(string name)
    {
        StreamBytes member = Checked(name);
        return member.Length <= MaxJsonLength
            ? member.Read(0, (int)member.Length)
            : throw ZipDirectory.Invalid(ZipUse.Model, $"'{name}' has {member.Length} bytes, more than the {MaxJsonLength} that are read");
    }

    /// <summary>Reads a member of JSON.</summary>
    public T ReadJson<T>(string name) =>
        JsonSerializer.Deserialize<T>(ReadBytes(name), ModelArchiveWriter.Json) ?? throw ZipDirectory.Invalid(ZipUse.Model, $"'{name}' is empty");

    /// <summary>Finds the arrays of a member.</summary>
    public IReadOnlyDictionary<string, SafeTensor> ReadTensors(string name) => SafeTensorsReader.Open(Checked(name)).ToDictionary(tensor => tensor.Name);

    /// <summary>
    /// Reads a member, and compares its checksum afterwards, so that a large member is read once and not twice. The result is discarded
    /// if the checksum is wrong; reading must have no other effect.
    /// </summary>
    /// <param name="name">Its name.</param>
    /// <param name="read">Reads it.</param>
    public T ReadWhileChecking<T>(string name, Func<StreamBytes, T> read)
    {
        ZipMember member = Find(name);
        ChecksummedStream bytes = new(stream, member.Offset, member.Length, Crc.Zip);
        try
        {
            return read(bytes);
        }
        finally
        {
            // A wrong checksum explains any other error, so it is reported instead.
            Require(member, bytes.Checksum());
        }
    }

    private ZipMember Find(string name) => Members.FirstOrDefault(member => member.Name == name) ?? throw ZipDirectory.Invalid(ZipUse.Model, $"it has no member '{name}'");

    private static void Require(ZipMember member, uint checksum)
    {
        if (checksum != member.Checksum)
            throw ZipDirectory.Invalid(ZipUse.Model, $"the checksum of '{member.Name}' does not match, so some of its bytes have changed");
    }
}
