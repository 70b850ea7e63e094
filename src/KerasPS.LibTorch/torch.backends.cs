using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public static class backends
    {
        public static class cuda
        {
            public static unsafe class matmul
            {
                /// <summary>Whether GPUs multiply single-precision matrices in TF32.</summary>
                public static bool allow_tf32
                {
                    get
                    {
                        int allowed;
                        NativeMethods.Check(NativeMethods.kps_allow_tf32(&allowed), "Asking for TF32");
                        return allowed != 0;
                    }

                    set => NativeMethods.Check(NativeMethods.kps_set_allow_tf32(value ? 1 : 0), "Setting TF32");
                }
            }
        }
    }
}
