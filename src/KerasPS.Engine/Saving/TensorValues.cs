using System.Runtime.InteropServices;
using KerasPS.Files;
using KerasPS.Hdf5;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Saving;

/// <summary>Copies values between tensors and files, in chunks, directly from and to the memory of tensors on the CPU.</summary>
internal static class TensorValues
{
    /// <summary>The type in which the values of a tensor are stored.</summary>
    public static Hdf5Type TypeOf(Tensor tensor) => tensor.dtype switch
    {
        ScalarType.Float16 => Hdf5Type.Float16,
        ScalarType.BFloat16 => Hdf5Type.BFloat16,
        ScalarType.Float64 => Hdf5Type.Float64,
        _ => Hdf5Type.Float32,
    };

    /// <summary>Writes all values, row-major.</summary>
    public static void Write(Tensor tensor, Stream stream)
    {
        using DisposeScope scope = NewDisposeScope();
        foreach ((Chunk _, Tensor chunk) in Chunks(tensor.detach().cpu().contiguous()))
        {
            stream.Write(chunk.bytes);
            GC.KeepAlive(chunk);
        }
    }

    /// <summary>Overwrites all values with those of a dataset of the same size.</summary>
    public static void Read(Hdf5FileDataset dataset, Tensor tensor)
    {
        if (dataset.Type == TypeOf(tensor))
            Fill(tensor, tensor.dtype, (chunk, first) => dataset.Read(chunk.bytes, first * dataset.Type.Size));
        else
            Fill(tensor, ScalarType.Float32, (chunk, first) => dataset.ReadFloats(Floats(chunk), first));
    }

    /// <summary>Overwrites all values with those of an array of the same size.</summary>
    public static void Read(SafeTensor array, Tensor tensor)
    {
        SafeTensor.Reader read = array.Open();
        Fill(tensor, ScalarType.Float32, (chunk, first) => read(Floats(chunk), first));
    }

    /// <summary>Makes a tensor on the CPU of an array.</summary>
    public static Tensor ToTensor(SafeTensor array)
    {
        Tensor tensor = empty([.. array.Shape], ScalarType.Float32);
        Read(array, tensor);
        return tensor;
    }

    /// <summary>Reads single-precision numbers of a tensor in chunks: without a copy of it, where it has those and is on the CPU.</summary>
    public static SafeTensor.Reader ReaderOf(Tensor tensor)
    {
        using IDisposable noGrad = no_grad();
        Tensor home = tensor.to_type(ScalarType.Float32).cpu().contiguous().view(-1);
        return (values, first) =>
        {
            Floats(home).Slice((int)first, values.Length).CopyTo(values);
            GC.KeepAlive(home);
        };
    }

    /// <summary>Fills a tensor in chunks, by all CPU cores: in place where it is of that type and on the CPU.</summary>
    private static void Fill(Tensor tensor, ScalarType type, Action<Tensor, long> read)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        bool isInPlace = tensor.device_type == DeviceType.CPU && tensor.is_contiguous() && tensor.dtype == type;
        Tensor home = isInPlace ? tensor.detach() : empty(tensor.shape, type);
        (Chunk Chunk, Tensor Values)[] chunks = Chunks(home).ToArray();
        long size = home.ElementSize;
        Chunk.ForEach(chunks.Select(part => part.Chunk).ToArray(), chunk =>
        {
            read(chunks[chunk.Index].Values, chunk.First / size);
            GC.KeepAlive(chunks);
        });
        if (!isInPlace)
            tensor.copy_(home);
    }

    private static Span<float> Floats(Tensor chunk) => MemoryMarshal.Cast<byte, float>(chunk.bytes);

    private static IEnumerable<(Chunk Chunk, Tensor Values)> Chunks(Tensor tensor)
    {
        Tensor flat = tensor.view(-1);
        long size = tensor.ElementSize;
        return Chunk.Of(flat.NumberOfElements * size).Select(chunk => (chunk, flat.narrow(0, chunk.First / size, chunk.Count / size)));
    }
}
