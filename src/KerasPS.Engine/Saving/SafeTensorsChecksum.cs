using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace KerasPS.Saving;

/// <summary>
/// A checksum over names, shapes and values, which the format lacks: it is kept in the file's metadata, where other readers pass over it.
/// </summary>
internal sealed class SafeTensorsChecksum : IDisposable
{
    /// <summary>The name of the metadata's entry.</summary>
    public const string Key = "sha256";

    /// <summary>As long as any, for where one is not known yet.</summary>
    public static readonly string None = new('0', 2 * SHA256.HashSizeInBytes);

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The SHA-256 of the arrays in their order, in hexadecimal.</summary>
    public static string Of(IEnumerable<SafeTensor> tensors)
    {
        using SafeTensorsChecksum checksum = new();
        foreach (SafeTensor tensor in tensors)
        {
            checksum.Begin(tensor.Name, tensor.Shape);
            checksum.Add(MemoryMarshal.AsBytes<float>(tensor.Values));
        }

        return checksum.Finish();
    }

    /// <summary>The next array.</summary>
    public void Begin(string name, IReadOnlyList<long> shape) => Add(Encoding.UTF8.GetBytes($"{name}\0{string.Join(",", shape)}\0"));

    /// <summary>More bytes of its values.</summary>
    public void Add(ReadOnlySpan<byte> bytes) => hash.AppendData(bytes);

    /// <summary>The checksum of all.</summary>
    public string Finish() => Convert.ToHexString(hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => hash.Dispose();
}
