using TorchSharp.Native;

namespace TorchSharp.Utils;

/// <summary>The values of a tensor on the CPU, in row-major order.</summary>
/// <typeparam name="T">The .NET type of the values.</typeparam>
public sealed class TensorAccessor<T>
    where T : unmanaged
{
    private readonly torch.Tensor tensor;

    internal unsafe TensorAccessor(torch.Tensor tensor)
    {
        if (tensor.device_type != DeviceType.CPU)
            throw new InvalidOperationException($"The values of {tensor} can only be read after .cpu().");
        int size = torch.ElementSize(tensor.dtype);
        if (size != sizeof(T))
            throw new InvalidOperationException($"{tensor} has {size} bytes an element; {typeof(T).Name} has {sizeof(T)}.");
        this.tensor = tensor;
        HostTraffic.Note();
    }

    public long Count => tensor.NumberOfElements;

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
