using System.Runtime.InteropServices;
using KerasPS.Hdf5;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Saving;

/// <summary>Carries values between tensors and files, in pieces from and to the tensors' own memory where they are on the CPU.</summary>
internal static class TensorValues
{
    private const long LargestPiece = 1 << 28;

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
        foreach ((Tensor piece, long _) in Pieces(tensor.detach().cpu().contiguous()))
        {
            stream.Write(piece.bytes);
            GC.KeepAlive(piece);
        }
    }

    /// <summary>Overwrites all values with those of a dataset of as many numbers.</summary>
    public static void Read(Hdf5FileDataset dataset, Tensor tensor)
    {
        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGrad = no_grad();
        bool hasSameType = dataset.Type == TypeOf(tensor);
        bool isInPlace = tensor.device_type == DeviceType.CPU && tensor.is_contiguous() && (hasSameType || tensor.dtype == ScalarType.Float32);
        Tensor home = isInPlace ? tensor.detach() : empty(tensor.shape, hasSameType ? tensor.dtype : ScalarType.Float32);
        foreach ((Tensor piece, long first) in Pieces(home))
        {
            if (hasSameType)
                dataset.Read(piece.bytes, first * dataset.Type.Size);
            else
                dataset.ReadFloats(MemoryMarshal.Cast<byte, float>(piece.bytes), first);
            GC.KeepAlive(piece);
        }

        if (!isInPlace)
            tensor.copy_(home);
    }

    private static IEnumerable<(Tensor Piece, long First)> Pieces(Tensor tensor)
    {
        Tensor flat = tensor.view(-1);
        for (long first = 0; first < flat.NumberOfElements; first += LargestPiece)
            yield return (flat.narrow(0, first, Math.Min(LargestPiece, flat.NumberOfElements - first)), first);
    }
}
