using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Loads the shim from the folder of this assembly, whatever load context the assembly lives in.</summary>
internal static partial class ShimLoader
{
    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(ShimLoader).Assembly, Resolve);

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library)
            return IntPtr.Zero;
        SpinBriefly();
        string path = Path.Combine(Path.GetDirectoryName(assembly.Location)!, FileName);
        if (!File.Exists(path))
            throw new DllNotFoundException($"'{path}' does not exist. Build KerasPS on this machine (build.sh or build.ps1) so that the shim fits its libtorch.");
        try
        {
            return NativeLibrary.Load(path);
        }
        catch (DllNotFoundException exception)
        {
            throw new DllNotFoundException(
                $"'{path}' could not be loaded, most likely because the libtorch that it was built for has been moved or removed. Build KerasPS again. {exception.Message}",
                exception);
        }
    }

    private static string FileName =>
        OperatingSystem.IsWindows() ? "kerasps_torch.dll" : OperatingSystem.IsMacOS() ? "libkerasps_torch.dylib" : "libkerasps_torch.so";

    /// <summary>
    /// Lets OpenMP's idle threads spin for some microseconds, and then sleep, unless the user has chosen otherwise: GNU's own milliseconds slow a training beside
    /// another program several times, and sleeping at once slows one that has the machine for itself by a fifth. OpenMP reads the variable from the C environment when
    /// it is loaded, which .NET's own setter does not reach.
    /// </summary>
    private static void SpinBriefly()
    {
        if (!OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("OMP_WAIT_POLICY") is null)
            _ = SetEnvironment("GOMP_SPINCOUNT", "1000", overwrite: 0);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironment(string name, string value, int overwrite);
}
