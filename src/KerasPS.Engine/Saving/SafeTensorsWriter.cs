using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace KerasPS.Saving;

/// <summary>
/// Writes the safetensors format: the length of a header (8 bytes, little-endian), the header in JSON (name to type, shape and
/// place), and the values. All arrays are of single-precision numbers (F32). Of arrays that make their values when asked one is held at a time.
/// </summary>
public static class SafeTensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes arrays.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">The arrays, which keep their order.</param>
    /// <exception cref="KerasException"><c>DuplicateName</c>: two arrays have the same name.</exception>
    public static void Write(Stream stream, IReadOnlyList<SafeTensor> tensors)
    {
        byte[] header = Header(tensors);
        Span<byte> length = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(length, (ulong)header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach (SafeTensor tensor in tensors)
            stream.Write(MemoryMarshal.AsBytes<float>(tensor.Values));
    }

    private static byte[] Header(IReadOnlyList<SafeTensor> tensors)
    {
        Dictionary<string, object> entries = new()
        {
            ["__metadata__"] = new Dictionary<string, string> { [SafeTensorsChecksum.Key] = SafeTensorsChecksum.Of(tensors) },
        };
        long offset = 0;
        foreach (SafeTensor tensor in tensors)
        {
            long end = offset + (tensor.Count * sizeof(float));
            bool isNew = entries.TryAdd(tensor.Name, new Dictionary<string, object>
            {
                ["dtype"] = "F32",
                ["shape"] = tensor.Shape,
                ["data_offsets"] = new[] { offset, end },
            });
            if (!isNew)
                throw new KerasException("DuplicateName", KerasErrorKind.InvalidOperation, $"Two arrays are named '{tensor.Name}', so they cannot be saved in one file; names of layers must be unique.", tensor.Name);
            offset = end;
        }

        // Spaces after the header keep the values aligned for readers that map the file into memory.
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(entries);
        byte[] padded = new byte[(json.Length + Alignment - 1) / Alignment * Alignment];
        padded.AsSpan().Fill((byte)' ');
        json.CopyTo(padded, 0);
        return padded;
    }
}
