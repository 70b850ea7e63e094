using static TorchSharp.torch;

namespace KerasPS.Numerics;

/// <summary>Numbers of a configuration as a tensor, made once for a device and dtype. Not thread-safe: the layer, loss or metric that owns it is used by one thread at a time.</summary>
/// <param name="values">The numbers.</param>
internal sealed class DeviceConstant(double[] values)
{
    private Tensor? made;

    /// <summary>The numbers, <c>(count)</c>, on the device and in the dtype of another tensor. They stay this object's: callers do not dispose them.</summary>
    public Tensor Like(Tensor other)
    {
        if (made is null || made.dtype != other.dtype || !KerasMath.AreOnOneDevice(made, other))
            made = tensor(values, [values.Length], other.dtype, other.device).DetachFromDisposeScope();
        return made;
    }
}
