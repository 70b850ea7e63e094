using System.Management.Automation;
using System.Reflection;
using System.Runtime.Loader;

namespace KerasPS.Cmdlets.ModuleLoading;

/// <summary>Makes the engine find its dependencies in the module's own folder while the module is imported.</summary>
public sealed class ModuleInitializer : IModuleAssemblyInitializer, IModuleAssemblyCleanup
{
    private static readonly DependencyLoadContext Dependencies =
        new(Path.Combine(Path.GetDirectoryName(typeof(ModuleInitializer).Assembly.Location)!, "Dependencies"));

    private static readonly Lazy<HashSet<string>> Referenced = new(() => typeof(KerasException).Assembly.GetReferencedAssemblies().Select(name => name.Name!).ToHashSet());

    // Natives stay in the process for its whole life, so the context does too: importing again finds it loaded.
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

    // Other modules' assemblies are asked for here too. What their names may be shared with, e.g. CsvHelper, is referred to only from within the
    // folder and found there by its own context.
    private static Assembly? Resolve(AssemblyLoadContext context, AssemblyName name) => Referenced.Value.Contains(name.Name!) ? Dependencies.TryLoad(name) : null;
}
