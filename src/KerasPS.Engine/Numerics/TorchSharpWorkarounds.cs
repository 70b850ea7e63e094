using TorchSharp;
using static TorchSharp.torch;

namespace KerasPS.Numerics;

/// <summary>
/// Workarounds for operations that TorchSharp 0.107 calls wrongly, or so that a failure ends the process. docs/torchsharp-faults.md says what is wrong;
/// <c>TorchSharpWorkaroundTests</c> fails for a fault that is no more.
/// </summary>
internal static class TorchSharpWorkarounds
{
    /// <summary>
    /// The product of matrices, and of batches of them, as <c>torch.matmul</c>, whose failures (shapes that do not fit, a device without memory) TorchSharp lets through as C++ exceptions, which end
    /// the process.
    /// </summary>
    /// <param name="left"><c>(..., rows, inner)</c>.</param>
    /// <param name="right"><c>(inner, columns)</c>, or as many axes as the left side.</param>
    /// <returns><c>(..., rows, columns)</c>.</returns>
    public static Tensor MatMul(Tensor left, Tensor right) => (left.ndim, right.ndim) switch
    {
        (2, 2) => left.mm(right),
        (_, 2) => nn.functional.linear(left, right.t()),
        (3, 3) => left.bmm(right),
        _ => einsum("...ij,...jk->...ik", left, right),
    };

    /// <summary>Sets a generator of the CPU to a state. One that it refuses ends the process, so that is found out first.</summary>
    /// <param name="generator">The generator.</param>
    /// <param name="state">As many bytes as its own state has.</param>
    /// <returns>False where the state is none that such a generator can have; the generator is unchanged then.</returns>
    public static bool TrySetState(Generator generator, Tensor state)
    {
        // How libtorch lays out the state of the Mersenne Twister (CPUGeneratorImpl.cpp): the seed in 8 bytes, how many of its 624 numbers are left (4), whether it is seeded (4), and the next (8).
        byte[] bytes = state.data<byte>().ToArray();
        if (state.device_type == DeviceType.CPU && bytes.Length > 5000
            && !(BitConverter.ToInt32(bytes, 8) is > 0 and <= 624 && BitConverter.ToInt32(bytes, 12) == 1 && BitConverter.ToUInt64(bytes, 16) <= 624))
            return false;
        generator.set_state(state);
        return true;
    }

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
