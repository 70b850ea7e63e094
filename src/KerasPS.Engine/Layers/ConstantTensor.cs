using KerasPS.Numerics;
using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>Constants that a layer computes with, on whatever device and in whatever dtype they are needed.</summary>
internal sealed class ConstantTensor(float[] values, long[] shape)
{
    private Tensor? made;

    /// <summary>The values on the device and in the dtype of a batch.</summary>
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
