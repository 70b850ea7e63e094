using System.Reflection;
using System.Runtime.Loader;

namespace KerasPS.Loader;

/// <summary>
/// The load context of the third-party assemblies in the module's <c>Dependencies</c> folder, isolated from the rest of the process, so that
/// other modules may load other versions of them.
/// </summary>
internal sealed class DependencyLoadContext : AssemblyLoadContext
{
    private readonly string folder;

    public DependencyLoadContext(string folder)
        : base("KerasPS dependencies") => this.folder = folder;

    /// <summary>Loads an assembly from the folder; null if the folder has none of that name.</summary>
    public Assembly? TryLoad(AssemblyName name)
    {
        string path = Path.Combine(folder, name.Name + ".dll");
        return File.Exists(path) ? LoadFromAssemblyPath(path) : null;
    }

    protected override Assembly? Load(AssemblyName assemblyName) => TryLoad(assemblyName);

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName)
    {
        PreloadOpenMP();
        string[] spellings = [unmanagedDllName, $"lib{unmanagedDllName}.so", $"lib{unmanagedDllName}.dylib", unmanagedDllName + ".dll"];
        string? path = spellings.Select(spelling => Path.Combine(folder, spelling)).FirstOrDefault(File.Exists);
        return path is null ? IntPtr.Zero : LoadUnmanagedDllFromPath(path);
    }

    /// <summary>
    /// libtorch for macOS imports OpenMP by its path in Homebrew's folder, which few Macs have. The module's copy has that path as its install name, and macOS searches the loaded libraries first.
    /// </summary>
    private void PreloadOpenMP()
    {
        string path = Path.Combine(folder, "libomp.dylib");
        if (OperatingSystem.IsMacOS() && File.Exists(path))
            LoadUnmanagedDllFromPath(path);
    }
}
