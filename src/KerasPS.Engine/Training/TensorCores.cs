using static TorchSharp.torch;

namespace KerasPS;

/// <summary>How GPUs compute in single precision.</summary>
internal static class TensorCores
{
    private static int isDecided;

    /// <summary>
    /// Lets GPUs multiply matrices in TF32, as they do convolutions and recurrent layers anyway: inputs with 10 bits of mantissa, sums in single precision.
    /// Only the first time, so that a program may change it; <c>NVIDIA_TF32_OVERRIDE=0</c> in the environment rules it out altogether.
    /// </summary>
    public static void Use()
    {
        if (Interlocked.Exchange(ref isDecided, 1) == 0)
            backends.cuda.matmul.allow_tf32 = true;
    }
}
