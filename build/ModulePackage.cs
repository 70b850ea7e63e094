using System.IO.Compression;
using KerasPS.Build.Natives;

namespace KerasPS.Build;

/// <summary>
/// Creates the package for one platform: <c>out/package/RUNTIME/KerasPS</c>, which Publish-PSResource takes, and the same as a zip file, for unpacking into any folder
/// of <c>PSModulePath</c>.
/// </summary>
internal sealed class ModulePackage(Repository repository, BuildOptions options)
{
    private readonly string runtime = options.Runtime;

    private string Folder => repository.In("out", "package", runtime, "KerasPS");

    public int Write(ModuleAssembler modules)
    {
        modules.Assemble(Folder);
        return Zip([.. Needs()]);
    }

    /// <param name="notes">What to say last.</param>
    internal int Zip(params IReadOnlyList<string> notes)
    {
        foreach (string symbols in Directory.EnumerateFiles(Folder, "*.pdb", SearchOption.AllDirectories))
            File.Delete(symbols);

        string name = $"KerasPS.{repository.Version}-{runtime}.zip";
        string path = Path.Combine(repository.Out, name);
        File.Delete(path);
        ZipFile.CreateFromDirectory(Folder, path, CompressionLevel.Optimal, includeBaseDirectory: true);

        FileInfo[] files = new DirectoryInfo(Folder).GetFiles("*", SearchOption.AllDirectories);
        Console.WriteLine($"package: out/package/{runtime}/KerasPS ({files.Length} files, {files.Sum(file => file.Length) / 1e6:N0} MB), out/{name} ({new FileInfo(path).Length / 1e6:N0} MB)");
        foreach (string limit in notes.Concat(Limits()))
            Console.WriteLine($"package: {limit}");

        return 0;
    }

    /// <summary>Checks the native libraries, and prints which system libraries they require.</summary>
    private IEnumerable<string> Needs()
    {
        if (options.Torch != TorchProvider.TorchSharp)
            yield break;

        if (options.Cuda)
        {
            yield return "CUDA's libraries are asked for while a program runs, so it is not checked that all of them exist";
            yield break;
        }

        IReadOnlyList<string> toInstall = PackageImports.Check(Path.Combine(Folder, ModuleLayout.Dependencies), runtime);
        if (toInstall.Count > 0)
            yield return $"a bare {SystemLibraries.Of(runtime).System} lacks {string.Join(", ", toInstall)}: {SystemLibraries.Of(runtime).HowToInstall}";
    }

    /// <summary>Warnings for whoever distributes the package.</summary>
    private IEnumerable<string> Limits()
    {
        if (!File.Exists(Path.Combine(Folder, ModuleLayout.Dependencies, "TorchSharp.dll")))
            yield return "it works only where the same libtorch lies in the same place; for other machines build it with --torch TorchSharp";
        if (!File.ReadAllText(Path.Combine(Folder, "KerasPS.psd1")).Contains("ProjectUri", StringComparison.Ordinal))
            yield return "module/KerasPS.psd1 has no ProjectUri: add the address of the project before publishing";
    }
}
