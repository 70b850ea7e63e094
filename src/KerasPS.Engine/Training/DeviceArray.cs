using System.Runtime.InteropServices;
using KerasPS.Data;
using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS;

/// <summary>An array of a dataset on a device, as it is in memory: bytes become numbers batch by batch.</summary>
internal sealed class DeviceArray : IDisposable
{
    private readonly Tensor all;
    private readonly float? scale;

    public DeviceArray(DataArray array, Device device)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor values = array.Source is ByteValues bytes ? frombuffer(bytes.Bytes, ScalarType.Byte) : frombuffer(array.Values, ScalarType.Float32);
        scale = (array.Source as ByteValues)?.Scale;
        all = values.view([array.Count, .. array.Shape]).to(device).DetachFromDisposeScope();
    }

    /// <summary>Whether a device takes arrays and leaves as much memory again for the training.</summary>
    public static bool Fit(IEnumerable<DataArray> arrays, Device device)
    {
        if (device.type == DeviceType.CPU)
            return true;
        long bytes = arrays.Sum(array => array.Source.Length * (array.Source is ByteValues ? 1 : sizeof(float)));
        try
        {
            // Freed memory stays in the device's caching allocator, from which the arrays are allocated.
            using Tensor room = empty([2 * bytes], ScalarType.Byte, device);
            return true;
        }
        catch (ExternalException)
        {
            return false;
        }
    }

    /// <summary>Some samples, one after another.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public Tensor Range(long first, long count) => AsNumbers(all.narrow(0, first, count));

    /// <summary>The samples of given indices.</summary>
    /// <param name="samples">Their indices, on the device.</param>
    public Tensor Select(Tensor samples) => AsNumbers(all.index_select(0, samples));

    public void Dispose() => all.Dispose();

    private Tensor AsNumbers(Tensor part) => scale switch
    {
        null => part,
        1 => part.to_type(ScalarType.Float32),
        { } factor => part.to_type(ScalarType.Float32).mul_(factor),
    };
}
