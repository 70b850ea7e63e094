using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace KerasPS.Loader;

/// <summary>
/// Makes the module's assemblies find their dependencies in its own folder while it is imported. It is an assembly of its own, and the manifest's nested module, because the
/// dependencies are looked for when PowerShell asks the cmdlets' assembly for its types (on Windows; elsewhere later), before an initializer of that assembly is called.
/// </summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    /// <summary>
    /// What the module's own assemblies refer to. Other modules' assemblies are asked for here too, so names that may be theirs as well, such as CsvHelper, are not in this list: they are
    /// referred to only from within the folder, and found there by its own context.
    /// </summary>
    private static readonly string[] Referenced = ["KerasPS.Formats", "KerasPS.LibTorch", "TorchSharp"];

    // Natives stay in the process for its whole life, so the context does too: importing again finds it loaded.
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
