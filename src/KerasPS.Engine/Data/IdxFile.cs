using System.Buffers.Binary;
using System.IO.Compression;
using KerasPS.Files;

namespace KerasPS.Data;

/// <summary>
/// Reads IDX files, the format of MNIST, plain or compressed with gzip (recognized by content, not by name). The reader is strict: the file must be
/// exactly as long as its dimensions say, which is checked before memory is taken for the values.
/// </summary>
public static class IdxFile
{
    private const int ChunkLength = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="KerasException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>; <c>InvalidIdx</c>: another format, or longer than its dimensions say; <c>TruncatedIdx</c>: shorter;
    /// <c>InvalidGzip</c>: the compressed data is damaged.
    /// </exception>
    public static IdxArray Read(string path)
    {
        try
        {
            IdxHeader header = Check(path);
            using Stream stream = Open(path);
            stream.ReadExactly(new byte[header.HeaderLength]);
            return new IdxArray(header.ElementType, header.Shape, ReadValues(stream, header));
        }
        catch (InvalidDataException e)
        {
            throw new KerasException("InvalidGzip", $"'{path}' is damaged: its compressed data cannot be read. Download it again.", path, e);
        }
        catch (EndOfStreamException e)
        {
            throw new KerasException("TruncatedIdx", $"'{path}' is truncated. Download it again.", path, e);
        }
    }

    private static Stream Open(string path)
    {
        FileStream file = DataFile.Open(path);
        bool compressed = file.ReadByte() == 0x1F && file.ReadByte() == 0x8B;
        file.Position = 0;
        return compressed ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    /// <summary>Reads the header and compares the length that it promises with the one that is there.</summary>
    private static IdxHeader Check(string path)
    {
        using Stream stream = Open(path);
        IdxHeader header = IdxHeader.Read(stream, path);
        decimal promised = header.ElementCount * header.ElementSize;
        decimal length = stream is FileStream file ? file.Length - header.HeaderLength : CountBytes(stream, promised);
        string shape = string.Join(" x ", header.Shape);
        if (length < promised)
            throw new KerasException("TruncatedIdx", $"'{path}' is truncated: {shape} elements need {promised} bytes, but there are {length}. Download it again.", path);
        if (length > promised)
            throw IdxHeader.Invalid(path, $"{shape} elements need {promised} bytes, but more follow the header");
        if (header.ElementCount > Array.MaxLength)
            throw new KerasException("DatasetTooLarge", $"'{path}' holds {shape} elements; a dataset in memory holds {Array.MaxLength}.", path);
        return header;
    }

    /// <summary>The number of bytes that follow, by decompressing them once: a gzip file says its length at the end only, and only modulo 2^32.</summary>
    private static long CountBytes(Stream stream, decimal enough)
    {
        byte[] chunk = new byte[ChunkLength];
        long count = 0;
        int read;
        while (count <= enough && (read = stream.Read(chunk)) > 0)
            count += read;
        return count;
    }

    private static ArrayValues ReadValues(Stream stream, IdxHeader header)
    {
        if (header.ElementType != IdxElementType.UInt8)
            return new FloatValues(ReadNumbers(stream, header));
        byte[] bytes = new byte[(int)header.ElementCount];
        stream.ReadExactly(bytes);
        return new ByteValues(bytes, scale: 1);
    }

    private static float[] ReadNumbers(Stream stream, IdxHeader header)
    {
        float[] values = new float[(int)header.ElementCount];
        byte[] chunk = new byte[ChunkLength];
        int perChunk = ChunkLength / header.ElementSize;
        for (int start = 0; start < values.Length; start += perChunk)
        {
            Span<float> part = values.AsSpan(start, Math.Min(perChunk, values.Length - start));
            Span<byte> bytes = chunk.AsSpan(0, part.Length * header.ElementSize);
            stream.ReadExactly(bytes);
            Convert(bytes, header, part);
        }

        return values;
    }

    private static void Convert(ReadOnlySpan<byte> bytes, IdxHeader header, Span<float> values)
    {
        for (int i = 0; i < values.Length; i++)
        {
            ReadOnlySpan<byte> element = bytes[(i * header.ElementSize)..];
            values[i] = header.ElementType switch
            {
                IdxElementType.Int8 => (sbyte)element[0],
                IdxElementType.Int16 => BinaryPrimitives.ReadInt16BigEndian(element),
                IdxElementType.Int32 => BinaryPrimitives.ReadInt32BigEndian(element),
                IdxElementType.Float32 => BinaryPrimitives.ReadSingleBigEndian(element),
                _ => (float)BinaryPrimitives.ReadDoubleBigEndian(element),
            };
        }
    }
}
