using System.IO.Compression;

namespace KerasPS.Build;

/// <summary>Packs the built module, for unpacking into any folder of <c>PSModulePath</c>.</summary>
internal sealed class ModulePackage(Repository repository)
{
    public int Write()
    {
        string name = $"KerasPS.{repository.Version}.zip";
        string path = Path.Combine(repository.Out, name);
        File.Delete(path);
        ZipFile.CreateFromDirectory(repository.Module, path, CompressionLevel.Optimal, includeBaseDirectory: true);
        Console.WriteLine($"package: out/{name} ({new FileInfo(path).Length / 1024:N0} KiB)");
        return 0;
    }
}
