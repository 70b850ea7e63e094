using System.IO.Compression;

namespace KerasPS.Build;

/// <summary>
/// Makes of the built module what users get: <c>out/package/KerasPS</c>, which Publish-PSResource takes, and the same as a zip file, for unpacking into any folder
/// of <c>PSModulePath</c>.
/// </summary>
internal sealed class ModulePackage(Repository repository)
{
    private string Folder => repository.In("out", "package", "KerasPS");

    public int Write()
    {
        var mirror = new FolderMirror(Folder);
        foreach (string file in Directory.EnumerateFiles(repository.Module, "*", SearchOption.AllDirectories))
            if (Path.GetExtension(file) != ".pdb")
                mirror.Add(Path.GetRelativePath(repository.Module, file), file);

        mirror.Write();
        string name = $"KerasPS.{repository.Version}.zip";
        string path = Path.Combine(repository.Out, name);
        File.Delete(path);
        ZipFile.CreateFromDirectory(Folder, path, CompressionLevel.Optimal, includeBaseDirectory: true);

        long size = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        Console.WriteLine($"package: out/package/KerasPS ({mirror.Count} files, {size / 1024:N0} KiB), out/{name} ({new FileInfo(path).Length / 1024:N0} KiB)");
        foreach (string limit in Limits())
            Console.WriteLine($"package: {limit}");

        return 0;
    }

    /// <summary>What to know before others are given it.</summary>
    private IEnumerable<string> Limits()
    {
        if (!File.Exists(Path.Combine(Folder, ModuleLayout.Dependencies, "TorchSharp.dll")))
            yield return "it works only where the same libtorch lies in the same place; for other machines build it with --torch TorchSharp";
        if (!File.ReadAllText(Path.Combine(Folder, "KerasPS.psd1")).Contains("ProjectUri", StringComparison.Ordinal))
            yield return "module/KerasPS.psd1 has no ProjectUri: add the address of the project before publishing";
    }
}
