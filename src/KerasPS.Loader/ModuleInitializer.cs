using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace KerasPS.Loader;

/// <summary>
/// Resolves the module's dependencies from its own folder while it is imported. It is a separate assembly, and a nested module of the manifest, because the
/// dependencies are resolved when PowerShell reads the types of the cmdlets' assembly (on Windows; elsewhere later), before an initializer of that assembly is called.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>
    /// The assemblies that the module's own assemblies reference. Resolve is called for other modules' references too, so names that may be theirs as well, such as CsvHelper, are not in this list: they are
    /// referenced only from within the folder, and resolved there by its own context.
    /// </summary>
    private static readonly string[] Referenced = ["KerasPS.Formats", "KerasPS.LibTorch", "TorchSharp"];

    // Native libraries cannot be unloaded, so the context lives as long as the process and is reused when the module is imported again.
    private static readonly DependencyLoadContext Dependencies =
        new(Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "Dependencies"));

    private static int imports;

    /// <inheritdoc/>
    public void OnImport()
    {
        if (Interlocked.Increment(ref imports) == 1)
            AssemblyLoadContext.Default.Resolving += Resolve;
    }

    /// <inheritdoc/>
    public void OnRemove(PSModuleInfo psModuleInfo)
    {
        if (Interlocked.Decrement(ref imports) == 0)
            AssemblyLoadContext.Default.Resolving -= Resolve;
    }

    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => Referenced.Contains(name.Name) ? Dependencies.TryLoad(name) : null;
}
