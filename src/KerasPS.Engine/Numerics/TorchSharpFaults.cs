using static TorchSharp.torch;

namespace KerasPS.Numerics;

/// <summary>
/// Operations that TorchSharp 0.107 calls wrongly, by means that it calls rightly. docs/torchsharp-faults.md says what is wrong; <c>TorchSharpFaultTests</c> fails
/// for a fault that is no more.
/// </summary>
internal static class TorchSharpFaults
{
    /// <summary>x within -1 and 1, with a gradient of 0 at both ends. Without <c>inplace</c> TorchSharp drops the result and returns x.</summary>
    public static Tensor HardTanh(Tensor x) => nn.functional.hardtanh(x.clone(), inplace: true);

    /// <summary>
    /// The largest values of parts of volumes <c>(batch, channels, depth, height, width)</c>. TorchSharp calls the operation for one axis. The largest of each part of each slice, and
    /// then of the slices, is the same value at the same place, also where several are equal.
    /// </summary>
    public static Tensor AdaptiveMaxPool3d(Tensor volumes, long[] outputSize)
    {
        long[] shape = volumes.shape;
        long area = outputSize[1] * outputSize[2];
        Tensor slices = volumes.transpose(1, 2).reshape(shape[0] * shape[2], shape[1], shape[3], shape[4]);
        Tensor parts = nn.functional.adaptive_max_pool2d(slices, [outputSize[1], outputSize[2]]).reshape(shape[0], shape[2], shape[1], area).transpose(1, 2);
        return nn.functional.adaptive_max_pool2d(parts, [outputSize[0], area]).reshape(shape[0], shape[1], outputSize[0], outputSize[1], outputSize[2]);
    }
}
