using System.Reflection;

namespace KerasPS.Build;

/// <summary>Pester as a module, from its NuGet package, which is restored with this program.</summary>
internal static class PesterModule
{
    /// <returns>The folder that holds it, for <c>PSModulePath</c>.</returns>
    public static string Restore(Repository repository)
    {
        string package = typeof(PesterModule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(value => value.Key == "Pester").Value!;
        string modules = Path.Combine(repository.Out, "modules");
        var mirror = new FolderMirror(Path.Combine(modules, "Pester", Path.GetFileName(Path.GetDirectoryName(package)!)));
        foreach (string file in Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories))
            mirror.Add(Path.GetRelativePath(package, file), file);
        mirror.Write();
        return modules;
    }
}
