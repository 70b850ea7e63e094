using System.Runtime.InteropServices;
using System.Text;
using KerasPS.Numerics;

namespace KerasPS.Saving;

/// <summary>
/// A checksum over names, shapes and values, which the format lacks: it is kept in the file's metadata, where other readers pass over it.
/// </summary>
internal sealed class SafeTensorsChecksum
{
    /// <summary>The name of the metadata's entry.</summary>
    public const string Key = "crc32c";

    /// <summary>As long as any, for where one is not known yet.</summary>
    public const string None = "00000000";

    private readonly Crc32C sum = new();

    /// <summary>The checksum of all that was added.</summary>
    public string Value => sum.Value;

    /// <summary>The checksum of arrays in their order.</summary>
    public static string Of(IEnumerable<SafeTensor> tensors)
    {
        SafeTensorsChecksum checksum = new();
        foreach (SafeTensor tensor in tensors)
        {
            checksum.Begin(tensor.Name, tensor.Shape);
            checksum.Add(MemoryMarshal.AsBytes<float>(tensor.Values));
        }

        return checksum.Value;
    }

    /// <summary>The next array.</summary>
    public void Begin(string name, IReadOnlyList<long> shape) => Add(Encoding.UTF8.GetBytes($"{name}\0{string.Join(",", shape)}\0"));

    /// <summary>More bytes of its values.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => sum.Add(bytes);
}
