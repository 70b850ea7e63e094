using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

/// <summary>
/// The part of TorchSharp's <c>torch</c> that KerasPS uses, with TorchSharp's names and signatures, over a libtorch that
/// is already on the machine. See docs/torch-providers.md.
/// </summary>
public static partial class torch
{
    /// <summary>The version of libtorch.</summary>
    public static string __version__ => Marshal.PtrToStringUTF8(NativeMethods.kps_version())!;

    public static DisposeScope NewDisposeScope() => new();

    public static void set_num_threads(int num) =>
        NativeMethods.Check(NativeMethods.kps_set_threads(num), $"Setting {num} threads");

    public static int get_num_threads() => NativeMethods.kps_threads();

    public static class random
    {
        public static void manual_seed(long seed) => NativeMethods.Check(NativeMethods.kps_manual_seed(seed), "Seeding");
    }

    public static class cuda
    {
        public static bool is_available() => device_count() > 0;

        public static int device_count() => NativeMethods.kps_cuda_count();

        public static void synchronize(Device? device = null) =>
            NativeMethods.Check(NativeMethods.kps_synchronize(device?.index ?? -1), "Synchronising with the GPU");
    }
}
