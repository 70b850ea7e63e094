using TorchSharp.Native;

namespace TorchSharp.Utils;

/// <summary>The values of a tensor on the CPU, in row-major order.</summary>
/// <typeparam name="T">The .NET type of the values.</typeparam>
public sealed class TensorAccessor<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;

    internal TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException($"The values of {tensor} can only be read after .cpu().");
        Require(tensor);
        this.tensor = tensor;
        HostTraffic.Note();
    }

    public long Count => tensor.NumberOfElements;

    /// <summary>Refuses a tensor of numbers of another type.</summary>
    internal static void Require(torch.Tensor tensor)
    {
        Type own = tensor.dtype switch
        {
            torch.ScalarType.Byte => typeof(byte),
            torch.ScalarType.Int8 => typeof(sbyte),
            torch.ScalarType.Int16 => typeof(short),
            torch.ScalarType.Int32 => typeof(int),
            torch.ScalarType.Int64 => typeof(long),
            torch.ScalarType.Bool => typeof(bool),
            torch.ScalarType.Float16 => typeof(Half),
            torch.ScalarType.Float32 => typeof(float),
            torch.ScalarType.Float64 => typeof(double),
            _ => typeof(void),
        };
        if (own != typeof(T))
            throw new ArgumentException($"{typeof(T).Name} is not compatible with {tensor.dtype}");
    }

    public unsafe T[] ToArray()
    {
        T[] result = new T[Count];
        using torch.Tensor? copy = tensor.is_contiguous() ? null : tensor.contiguous();
        NativeTensorInfo info = (copy ?? tensor).Info();
        new ReadOnlySpan<T>(info.Data, result.Length).CopyTo(result);
        GC.KeepAlive(tensor);
        return result;
    }
}
