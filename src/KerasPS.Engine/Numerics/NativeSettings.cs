using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace KerasPS.Numerics;

/// <summary>
/// Environment and malloc settings for libtorch's own libraries on Linux, made before they are loaded, whichever the provider is; docs/performance.md has the figures. What the user has set stays.
/// </summary>
internal static class NativeSettings
{
    /// <summary>mallopt's parameters, of malloc.h.</summary>
    private const int TrimThreshold = -1, MmapThreshold = -3;

    /// <summary>
    /// Lets OpenMP's idle threads spin for some microseconds, and then sleep: GNU's own milliseconds slow a training several times while another program runs, and sleeping at once slows
    /// one that runs alone by a fifth. malloc keeps the memory of one step for the next, instead of returning it to the system.
    /// </summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Must be done before anything of this assembly touches torch, which is nearly all of it.")]
    internal static void Apply()
    {
        if (!OperatingSystem.IsLinux())
            return;

        if (!IsSet("OMP_WAIT_POLICY"))
            _ = SetEnvironment("GOMP_SPINCOUNT", "1000", overwrite: 0);

        if (IsSet("GLIBC_TUNABLES") || IsSet("MALLOC_MMAP_THRESHOLD_") || IsSet("MALLOC_TRIM_THRESHOLD_"))
            return;

        try
        {
            _ = SetMalloc(MmapThreshold, 256 << 20);
            _ = SetMalloc(TrimThreshold, 512 << 20);
        }
        catch (EntryPointNotFoundException)
        {
            // Another C library than GNU's.
        }
    }

    private static bool IsSet(string variable) => Environment.GetEnvironmentVariable(variable) is not null;

    // OpenMP reads the variable from the C environment, which .NET's own setter does not reach.
    [DllImport("libc", EntryPoint = "setenv")]
    private static extern int SetEnvironment([MarshalAs(UnmanagedType.LPUTF8Str)] string name, [MarshalAs(UnmanagedType.LPUTF8Str)] string value, int overwrite);

    [DllImport("libc", EntryPoint = "mallopt")]
    private static extern int SetMalloc(int parameter, int value);
}
