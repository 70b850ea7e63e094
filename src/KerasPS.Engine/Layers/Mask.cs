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

    /// <summary>Which keys each query may attend to where none may see the future, <c>(queries, keys)</c>.</summary>
    public static Tensor Causal(long queries, long keys, Device device) => Distances(queries, keys, device).ge(0);

    /// <summary>Which keys each query may attend to where those are nearer than the given number of steps, <c>(queries, keys)</c>.</summary>
    public static Tensor Window(long queries, long keys, long steps, Device device) => Distances(queries, keys, device).abs().lt(steps);

    private static Tensor Distances(long queries, long keys, Device device) =>
        arange(0, queries, 1, ScalarType.Int64, device).unsqueeze(1) - arange(0, keys, 1, ScalarType.Int64, device);
}
