using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace KerasPS.Saving;

/// <summary>
/// A checksum over names, shapes and values, which the format lacks: it is kept in the file's metadata, where other readers pass over it.
/// </summary>
internal static class SafeTensorsChecksum
{
    /// <summary>The name of the metadata's entry.</summary>
    public const string Key = "sha256";

    /// <summary>The SHA-256 of the arrays in their order, in hexadecimal.</summary>
    public static string Of(IEnumerable<SafeTensor> tensors)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (SafeTensor tensor in tensors)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{tensor.Name}\0{string.Join(",", tensor.Shape)}\0"));
            hash.AppendData(MemoryMarshal.AsBytes<float>(tensor.Values));
        }

        return Convert.ToHexString(hash.GetHashAndReset());
    }
}
