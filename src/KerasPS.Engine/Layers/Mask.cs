using static TorchSharp.torch;

namespace KerasPS.Layers;

/// <summary>What layers do with masks, booleans <c>(batch, time)</c> that are false at padding.</summary>
internal static class Mask
{
    /// <summary>The mask with axes of length 1 after its own, so that it goes with a tensor of that many axes.</summary>
    public static Tensor Expand(Tensor mask, long axes)
    {
        while (mask.ndim < axes)
            mask = mask.unsqueeze(-1);
        return mask;
    }

    /// <summary>Where both are true; null stands for true everywhere.</summary>
    public static Tensor? And(Tensor? left, Tensor? right) =>
        left is null ? right : right is null ? left : left.logical_and(right);
}
