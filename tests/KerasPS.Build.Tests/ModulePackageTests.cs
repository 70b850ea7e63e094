using System.IO.Compression;

namespace KerasPS.Build.Tests;

public sealed class ModulePackageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Has_what_the_module_has_but_for_symbols()
    {
        folder.Write("Directory.Build.props", "<Project><PropertyGroup><Version>1.2.3</Version></PropertyGroup></Project>");
        foreach (string file in new[] { "KerasPS.psd1", "KerasPS.Engine.dll", "KerasPS.Engine.pdb", "en-US/help.xml", "Dependencies/TorchSharp.dll" })
            folder.Write($"out/package/osx-arm64/KerasPS/{file}", file);

        Assert.Equal(0, new ModulePackage(new Repository(folder.Path), new BuildOptions { Runtime = "osx-arm64" }).Zip());

        string[] expected = ["Dependencies/TorchSharp.dll", "KerasPS.Engine.dll", "KerasPS.psd1", "en-US/help.xml"];
        string package = Path.Combine(folder.Path, "out", "package", "osx-arm64", "KerasPS");
        Assert.Equal(expected, Sorted(Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(package, file))));
        using ZipArchive zip = ZipFile.OpenRead(Path.Combine(folder.Path, "out", "KerasPS.1.2.3-osx-arm64.zip"));
        Assert.Equal(expected.Select(file => $"KerasPS/{file}"), Sorted(zip.Entries.Select(entry => entry.FullName)));
    }

    private static IEnumerable<string> Sorted(IEnumerable<string> files) => files.Select(file => file.Replace('\\', '/')).Order(StringComparer.Ordinal);
}
