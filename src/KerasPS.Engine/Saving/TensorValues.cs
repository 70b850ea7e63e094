using System.Runtime.InteropServices;
using KerasPS.Files;
using KerasPS.Hdf5;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Saving;

/// <summary>Carries values between tensors and files, in pieces from and to the tensors' own memory where they are on the CPU.</summary>
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
        foreach ((Piece _, Tensor piece) in Pieces(tensor.detach().cpu().contiguous()))
        {
            stream.Write(piece.bytes);
            GC.KeepAlive(piece);
        }
    }

    /// <summary>Overwrites all values with those of a dataset of the same size.</summary>
    public static void Read(Hdf5FileDataset dataset, Tensor tensor)
    {
        if (dataset.Type == TypeOf(tensor))
            Fill(tensor, tensor.dtype, (piece, first) => dataset.Read(piece.bytes, first * dataset.Type.Size));
        else
            Fill(tensor, ScalarType.Float32, (piece, first) => dataset.ReadFloats(Floats(piece), first));
    }

    /// <summary>Overwrites all values with those of an array of the same size.</summary>
    public static void Read(SafeTensor array, Tensor tensor)
    {
        SafeTensor.Reader read = array.Open();
        Fill(tensor, ScalarType.Float32, (piece, first) => read(Floats(piece), first));
    }

    /// <summary>Makes a tensor on the CPU of an array.</summary>
    public static Tensor ToTensor(SafeTensor array)
    {
        Tensor tensor = empty([.. array.Shape], ScalarType.Float32);
        Read(array, tensor);
        return tensor;
    }

    /// <summary>Reads single-precision numbers of a tensor in pieces: without a copy of it, where it has those and is on the CPU.</summary>
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

    /// <summary>Fills a tensor in pieces, by all CPU cores: in place where it is of that type and on the CPU.</summary>
    private static void Fill(Tensor tensor, ScalarType type, Action<Tensor, long> read)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        bool isInPlace = tensor.device_type == DeviceType.CPU && tensor.is_contiguous() && tensor.dtype == type;
        Tensor home = isInPlace ? tensor.detach() : empty(tensor.shape, type);
        (Piece Piece, Tensor Values)[] pieces = Pieces(home).ToArray();
        long size = home.ElementSize;
        Piece.ForEach(pieces.Select(part => part.Piece).ToArray(), piece =>
        {
            read(pieces[piece.Index].Values, piece.First / size);
            GC.KeepAlive(pieces);
        });
        if (!isInPlace)
            tensor.copy_(home);
    }

    private static Span<float> Floats(Tensor piece) => MemoryMarshal.Cast<byte, float>(piece.bytes);

    private static IEnumerable<(Piece Piece, Tensor Values)> Pieces(Tensor tensor)
    {
        Tensor flat = tensor.view(-1);
        long size = tensor.ElementSize;
        return Piece.Of(flat.NumberOfElements * size).Select(piece => (piece, flat.narrow(0, piece.First / size, piece.Count / size)));
    }
}
