using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace KerasPS.Hdf5;

/// <summary>
/// A checksum over all that a file says, which this version of HDF5 lacks: paths, types, shapes, texts and values. It is kept as an attribute of the
/// root, where other readers pass over it.
/// </summary>
/// <remarks>CRC-32C, because processors compute it as fast as they read memory: it is there to find damage, not to prove who wrote a file.</remarks>
internal sealed class ContentChecksum
{
    /// <summary>The name of the root's attribute.</summary>
    public const string Key = "crc32c";

    private uint crc = uint.MaxValue;

    /// <summary>The sum of all that was added, 8 hexadecimal digits.</summary>
    public string Value => (~crc).ToString("x8", CultureInfo.InvariantCulture);

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
    public void Add(ReadOnlySpan<byte> bytes)
    {
        uint sum = crc;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words)
            sum = BitOperations.Crc32C(sum, word);
        foreach (byte rest in bytes[(words.Length * sizeof(ulong))..])
            sum = BitOperations.Crc32C(sum, rest);
        crc = sum;
    }

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
