using static TorchSharp.torch;

namespace KerasPS.Numerics;

/// <summary>Numbers of a configuration as a tensor, made once for a device and type.</summary>
/// <param name="values">The numbers.</param>
internal sealed class DeviceConstant(double[] values)
{
    private Tensor? made;

    /// <summary>The numbers on the device and in the type of another tensor.</summary>
    public Tensor Like(Tensor other)
    {
        if (made is null || made.dtype != other.dtype || !KerasMath.AreOnOneDevice(made, other))
            made = tensor(values, [values.Length], other.dtype, other.device).DetachFromDisposeScope();
        return made;
    }
}
