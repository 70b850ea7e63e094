using System.Runtime.InteropServices;
using KerasPS.Build.Natives;

namespace KerasPS.Build.Tests;

public sealed class PackageImportsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("win-x64", "LibTorchSharp.dll asks for c10.dll, which is neither in the package nor part of Windows")]
    [InlineData("osx-arm64", "libLibTorchSharp.dylib asks for libc10.dylib, which is neither in the package nor part of macOS")]
    [InlineData("linux-x64", "libLibTorchSharp.so asks for libc10.so, which is neither in the package nor part of Linux")]
    public void Names_a_library_that_is_missing(string runtime, string expected)
    {
        Add(runtime, Path.GetFileName(Packages.TorchSharp(runtime)));
        Assert.Contains(expected, Fails(runtime));
    }

    [Theory]
    [InlineData("win-x64", "LibTorchSharp.dll c10.dll torch_cpu.dll", "LibTorchSharp.dll asks for 1827 symbols that are not there: ")]
    [InlineData("osx-arm64", "libLibTorchSharp.dylib libc10.dylib libtorch.dylib libtorch_cpu.dylib", "libLibTorchSharp.dylib asks for 1203 symbols that are not there: ")]
    [InlineData("linux-x64", "libLibTorchSharp.so libc10.so libtorch.so libtorch_cpu.so", "libLibTorchSharp.so asks for 1204 symbols that are not there: ")]
    public void Names_symbols_that_a_library_of_the_package_lacks(string runtime, string files, string expected)
    {
        // By their names all are there, but each is the same library.
        foreach (string file in files.Split(' '))
            Add(runtime, file);
        string message = Fails(runtime);
        Assert.Contains(expected, message);
        Assert.DoesNotContain("neither in the package", message);
    }

    [Fact]
    public void Does_not_take_a_library_of_another_system()
    {
        Add("linux-x64", "LibTorchSharp.dll");
        Assert.Contains("libstdc++.so.6, which is neither in the package nor part of Windows", Fails("win-x64"));
    }

    [Fact]
    public void Passes_what_asks_for_the_system_alone()
    {
        string compiler = OperatingSystem.IsWindows() ? "clrjit.dll" : OperatingSystem.IsMacOS() ? "libclrjit.dylib" : "libclrjit.so";
        File.Copy(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), compiler), folder.In(compiler));
        File.Copy(typeof(PackageImports).Assembly.Location, folder.In("Managed.dll"));
        Assert.Empty(PackageImports.Check(folder.Path, Runtimes.Host));
    }

    private void Add(string runtime, string file) => File.Copy(Packages.TorchSharp(runtime), folder.In(file));

    private string Fails(string runtime) => Assert.Throws<BuildFailure>(() => PackageImports.Check(folder.Path, runtime)).Message;
}
