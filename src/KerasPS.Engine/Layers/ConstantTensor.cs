using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Numbers that a layer computes with but that are no variable, on whatever device and in whatever format they are needed.</summary>
internal sealed class ConstantTensor(float[] values, long[] shape)
{
    private Tensor? made;

    /// <summary>The numbers on the device and in the format of a batch.</summary>
    public Tensor Like(Tensor batch)
    {
        if (made is null || made.dtype != batch.dtype || !made.device.Is(batch.device))
        {
            made?.Dispose();
            made = tensor(values, shape).to(batch.dtype, batch.device).DetachFromDisposeScope();
        }

        return made;
    }
}
