using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using KerasPS.Files;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Saving;

/// <summary>
/// Writes the safetensors format: the length of a header (8 bytes, little-endian), the header in JSON (name to dtype, shape and
/// data_offsets), and the values. All arrays are of single-precision numbers (F32). Arrays that compute their values on request are in memory one at a time.
/// </summary>
public static class SafeTensorsWriter
{
    private const int Alignment = 8;

    /// <summary>Writes arrays.</summary>
    /// <param name="stream">The stream to write to.</param>
    /// <param name="tensors">The arrays, which keep their order.</param>
    /// <param name="metadata">Strings by name for the header's metadata.</param>
    /// <exception cref="KerasException"><c>DuplicateName</c>: two arrays have the same name.</exception>
    public static void Write(Stream stream, IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata = null)
    {
        if (!stream.CanSeek)
        {
            stream.Write(Header(tensors, metadata, WriteValues(Stream.Null, tensors)));
            WriteValues(stream, tensors);
            return;
        }

        // Values may be costly to make, so they are made once, and the checksum, which stands before them, is written when it is known.
        long start = stream.Position;
        stream.Write(Header(tensors, metadata, SafeTensorsChecksum.None));
        string checksum = WriteValues(stream, tensors);
        long end = stream.Position;
        stream.Position = start;
        stream.Write(Header(tensors, metadata, checksum));
        stream.Position = end;
    }

    /// <summary>Writes all values, and updates the checksum.</summary>
    private static string WriteValues(Stream stream, IReadOnlyList<SafeTensor> tensors)
    {
        SafeTensorsChecksum checksum = new();
        byte[] buffer = new byte[Chunk.Size];
        foreach (SafeTensor tensor in tensors)
        {
            using DisposeScope scope = NewDisposeScope();
            SafeTensor.Reader read = tensor.Open();
            checksum.Begin(tensor.Name, tensor.Shape);
            foreach (Chunk chunk in Chunk.Of(tensor.Count * sizeof(float)))
            {
                Span<byte> bytes = buffer.AsSpan(0, chunk.Count);
                read(MemoryMarshal.Cast<byte, float>(bytes), chunk.First / sizeof(float));
                checksum.Add(bytes);
                stream.Write(bytes);
            }
        }

        return checksum.Value;
    }

    /// <summary>The length of the header and the header.</summary>
    private static byte[] Header(IReadOnlyList<SafeTensor> tensors, IReadOnlyDictionary<string, string>? metadata, string checksum)
    {
        Dictionary<string, object> entries = new()
        {
            ["__metadata__"] = new Dictionary<string, string>(metadata ?? new Dictionary<string, string>()) { [SafeTensorsChecksum.Key] = checksum },
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
                throw new KerasException(
                    "DuplicateName", $"Two arrays are named '{tensor.Name}', so they cannot be saved in one file; names of layers must be unique.", tensor.Name);
            offset = end;
        }

        // Spaces after the header keep the values aligned for readers that map the file into memory.
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(entries);
        byte[] padded = new byte[sizeof(ulong) + ((json.Length + Alignment - 1) / Alignment * Alignment)];
        padded.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(padded, (ulong)(padded.Length - sizeof(ulong)));
        json.CopyTo(padded, sizeof(ulong));
        return padded;
    }
}
