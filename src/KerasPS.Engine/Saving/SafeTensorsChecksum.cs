using System.Globalization;
using System.Text;
using KerasPS.Files;

namespace KerasPS.Saving;

/// <summary>
/// A checksum over names, shapes and values, which the format lacks: it is kept in the file's metadata, where other readers ignore it.
/// </summary>
internal sealed class SafeTensorsChecksum
{
    /// <summary>The name of the metadata's entry.</summary>
    public const string Key = "crc32c";

    /// <summary>A placeholder of the same length, for a checksum that is not known yet.</summary>
    public const string None = "00000000";

    private uint sum;

    /// <summary>The kind of checksum.</summary>
    public static Crc Kind => Crc.Castagnoli;

    /// <summary>The checksum of all that was added.</summary>
    public string Value => sum.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>The next array.</summary>
    public void Begin(string name, IReadOnlyList<long> shape) => Add(Encoding.UTF8.GetBytes($"{name}\0{string.Join(",", shape)}\0"));

    /// <summary>More bytes of its values.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => sum = Kind.Append(sum, bytes);

    /// <summary>More bytes of its values, by their checksum.</summary>
    public void Add(uint sumOfValues, long length) => sum = Kind.Combine(sum, sumOfValues, length);
}
