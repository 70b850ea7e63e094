using System.Numerics;
using System.Runtime.InteropServices;
using KerasPS.Files;

namespace KerasPS.Data.Numpy;

/// <summary>
/// Reads arrays in NumPy's NPY format. The reader is strict: an array must be exactly as long as its shape says, which is checked before memory is taken
/// for the values, and no pickle is ever opened.
/// </summary>
internal static class NpyFile
{
    private const int ChunkLength = 1 << 16;

    private delegate void Conversion<T>(Span<byte> bytes, Span<T> values);

    /// <summary>Reads a file.</summary>
    /// <exception cref="KerasException">
    /// <c>FileNotFound</c>, <c>FileNotReadable</c>; <c>InvalidNpy</c>: another format, or longer than its shape says; <c>TruncatedNpy</c>: shorter;
    /// <c>TypeNotSupported</c>; <c>DatasetTooLarge</c>.
    /// </exception>
    public static NpyArray Read(string path)
    {
        using FileStream file = DataFile.Open(path);
        return Read(file, file.Length, Path.GetFileNameWithoutExtension(path), path);
    }

    /// <summary>Reads an array.</summary>
    /// <param name="stream">The bytes, from the header on.</param>
    /// <param name="length">How many there are, which is certain.</param>
    /// <param name="name">The name of the array.</param>
    /// <param name="path">What errors call it.</param>
    public static NpyArray Read(Stream stream, long length, string name, string path)
    {
        NpyHeader header = NpyHeader.Read(stream, path);
        decimal promised = header.ElementCount * header.Type.Size;
        decimal there = length - header.Length;
        if (there < promised)
            throw NpyHeader.Truncated(path, $"an array of shape {header.ShapeText} needs {promised} bytes, but there are {there}");
        if (there > promised)
            throw NpyHeader.Invalid(path, $"an array of shape {header.ShapeText} needs {promised} bytes, but there are {there}");
        if (header.ElementCount > Array.MaxLength)
            throw new KerasException("DatasetTooLarge", $"'{path}' holds an array of shape {header.ShapeText}; a dataset in memory holds {Array.MaxLength} values.", path);
        try
        {
            return new NpyArray(name, header.Shape, ReadValues(stream, header));
        }
        catch (EndOfStreamException)
        {
            throw NpyHeader.Truncated(path, "it ends early");
        }
    }

    /// <summary>Bytes stay bytes, as the pixels of images do.</summary>
    private static ArrayValues ReadValues(Stream stream, NpyHeader header) => header.Type is { Kind: 'u', Size: 1 }
        ? new ByteValues(ReadValues<byte>(stream, header, (bytes, values) => bytes.CopyTo(values)), 1)
        : new FloatValues(ReadValues<float>(stream, header, (bytes, values) => Convert(bytes, header.Type, values)));

    private static T[] ReadValues<T>(Stream stream, NpyHeader header, Conversion<T> convert)
    {
        T[] values = new T[(int)header.ElementCount];
        AxisWalk? walk = header.IsFortran && header.Shape.Length > 1 ? new AxisWalk(header.Shape) : null;
        byte[] chunk = new byte[ChunkLength];
        T[] numbers = new T[walk is null ? 0 : ChunkLength];
        int perChunk = ChunkLength / header.Type.Size;
        for (int start = 0; start < values.Length; start += perChunk)
        {
            int count = Math.Min(perChunk, values.Length - start);
            Span<byte> bytes = chunk.AsSpan(0, count * header.Type.Size);
            stream.ReadExactly(bytes);
            Span<T> part = walk is null ? values.AsSpan(start, count) : numbers.AsSpan(0, count);
            convert(bytes, part);
            if (walk is null)
                continue;
            foreach (T number in part)
                values[walk.Next()] = number;
        }

        return values;
    }

    private static void Convert(Span<byte> bytes, NpyType type, Span<float> values)
    {
        if (type.Size > 1 && type.IsBigEndian == BitConverter.IsLittleEndian)
        {
            for (int at = 0; at < bytes.Length; at += type.Size)
                bytes.Slice(at, type.Size).Reverse();
        }

        switch ((type.Kind, type.Size))
        {
            case ('b', 1):
                for (int i = 0; i < values.Length; i++)
                    values[i] = bytes[i] == 0 ? 0 : 1;
                break;
            case ('u', 1):
                Widen<byte>(bytes, values);
                break;
            case ('u', 2):
                Widen<ushort>(bytes, values);
                break;
            case ('u', 4):
                Widen<uint>(bytes, values);
                break;
            case ('u', 8):
                Widen<ulong>(bytes, values);
                break;
            case ('i', 1):
                Widen<sbyte>(bytes, values);
                break;
            case ('i', 2):
                Widen<short>(bytes, values);
                break;
            case ('i', 4):
                Widen<int>(bytes, values);
                break;
            case ('i', 8):
                Widen<long>(bytes, values);
                break;
            case ('f', 2):
                Widen<Half>(bytes, values);
                break;
            case ('f', 4):
                Widen<float>(bytes, values);
                break;
            default:
                Widen<double>(bytes, values);
                break;
        }
    }

    private static void Widen<T>(ReadOnlySpan<byte> bytes, Span<float> values)
        where T : unmanaged, INumberBase<T>
    {
        ReadOnlySpan<T> numbers = MemoryMarshal.Cast<byte, T>(bytes);
        for (int i = 0; i < values.Length; i++)
            values[i] = float.CreateTruncating(numbers[i]);
    }

    /// <summary>The indices, in a row-major array, of elements that are stored with the first axis running fastest.</summary>
    private sealed class AxisWalk
    {
        private readonly long[] shape;
        private readonly int[] strides;
        private readonly long[] index;
        private int place;

        public AxisWalk(long[] shape)
        {
            this.shape = shape;
            index = new long[shape.Length];
            strides = new int[shape.Length];
            int stride = 1;
            for (int axis = shape.Length - 1; axis >= 0; axis--)
            {
                strides[axis] = stride;
                stride *= (int)shape[axis];
            }
        }

        public int Next()
        {
            int here = place;
            for (int axis = 0; axis < shape.Length; axis++)
            {
                place += strides[axis];
                if (++index[axis] < shape[axis])
                    break;
                place -= strides[axis] * (int)shape[axis];
                index[axis] = 0;
            }

            return here;
        }
    }
}
