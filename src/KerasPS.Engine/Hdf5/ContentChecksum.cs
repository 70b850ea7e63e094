using System.Globalization;
using System.Runtime.InteropServices;
using KerasPS.Files;

namespace KerasPS.Hdf5;

/// <summary>
/// A checksum over all that a file says, which this version of HDF5 lacks: paths, types, shapes, texts and values. It is kept as an attribute of the
/// root, where other readers ignore it.
/// </summary>
internal sealed class ContentChecksum
{
    /// <summary>The name of the root's attribute.</summary>
    public const string Key = "crc32c";

    private uint sum;

    /// <summary>What kind of sum it is.</summary>
    public static Crc Kind => Crc.Castagnoli;

    /// <summary>The sum of all that was added, 8 hexadecimal digits.</summary>
    public string Value => sum.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Adds a group, which comes before all that is in it.</summary>
    public void AddGroup(string path, IEnumerable<KeyValuePair<string, string>> attributes)
    {
        Add($"group {path}");
        Add(attributes.Where(attribute => path.Length > 0 || attribute.Key != Key));
    }

    /// <summary>Adds a dataset, whose values follow.</summary>
    public void AddDataset(string path, Hdf5Type type, IEnumerable<long> shape, IEnumerable<KeyValuePair<string, string>> attributes)
    {
        Add(string.Create(CultureInfo.InvariantCulture, $"dataset {path} {type.Size} {type} ({string.Join(",", shape)})"));
        Add(attributes);
    }

    /// <summary>Adds values.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => sum = Kind.Append(sum, bytes);

    /// <summary>Adds values by their sum.</summary>
    public void Add(uint sumOfValues, long length) => sum = Kind.Combine(sum, sumOfValues, length);

    private void Add(IEnumerable<KeyValuePair<string, string>> attributes)
    {
        foreach ((string name, string value) in attributes)
        {
            Add(name);
            Add(value);
        }
    }

    private void Add(string text)
    {
        byte[] bytes = Hdf5Names.Encode(text);
        Add(MemoryMarshal.AsBytes(new ReadOnlySpan<long>([bytes.Length])));
        Add(bytes);
    }
}
