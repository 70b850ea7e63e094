using System.Reflection;
using System.Runtime.InteropServices;

namespace TorchSharp.Native;

/// <summary>Loads the shim from the folder of this assembly, whatever load context the assembly lives in.</summary>
internal static class ShimLoader
{
    public static void Register() => NativeLibrary.SetDllImportResolver(typeof(ShimLoader).Assembly, Resolve);

    private static IntPtr Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != NativeMethods.Library)
            return IntPtr.Zero;
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
}
