using KerasPS.Build.Natives;

namespace KerasPS.Build.Tests;

/// <summary>What readelf, objdump and llvm-nm say of the same libraries.</summary>
public sealed class NativeLibraryTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("linux-x64", "libtorch.so libc10.so libtorch_cpu.so libstdc++.so.6 libm.so.6 libgcc_s.so.1 libc.so.6 ld-linux-x86-64.so.2")]
    [InlineData("osx-arm64", "libc10.dylib libtorch.dylib libtorch_cpu.dylib libc++.1.dylib libSystem.B.dylib")]
    public void Names_the_libraries_that_are_asked_for(string runtime, string expected) => Assert.Equal(expected.Split(' '), Read(runtime).Needs);

    [Fact]
    public void Names_those_of_Windows()
    {
        IReadOnlyList<string> needs = Read("win-x64").Needs;
        Assert.Equal(["c10.dll", "KERNEL32.dll", "ole32.dll", "torch_cpu.dll"], needs.Where(name => !name.StartsWith("api-ms-win-crt-", StringComparison.Ordinal)).Order(StringComparer.OrdinalIgnoreCase));
        Assert.Equal(8, needs.Count(name => name.StartsWith("api-ms-win-crt-", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("win-x64", "c10.dll", 143, "?demangle@c10@@YA?AV?$basic_string@DU?$char_traits@D@std@@V?$allocator@D@2@@std@@PEBD@Z")]
    [InlineData("win-x64", "torch_cpu.dll", 1684, null)]
    [InlineData("osx-arm64", "libc10.dylib", 60, null)]
    [InlineData("osx-arm64", "libtorch_cpu.dylib", 1143, "__ZN2at10infer_sizeEN3c108ArrayRefIxEES2_")]
    [InlineData("linux-x64", null, 1204, "_ZTVN5torch5optim14RMSpropOptionsE")]
    [InlineData("linux-x64", "libstdc++.so.6", null, "_ZSt21ios_base_library_initv")]
    [InlineData("linux-x64", "libc.so.6", null, "memcpy")]
    public void Names_the_symbols_that_it_needs_from_each(string runtime, string? library, int? count, string? one)
    {
        string[] symbols = [.. Read(runtime).Imports.Where(import => import.Library == library).Select(import => import.Name)];
        if (count is { } number)
            Assert.Equal(number, symbols.Length);
        if (one is not null)
            Assert.Contains(one, symbols);
    }

    [Theory]
    [InlineData("win-x64", "THSTensor_add")]
    [InlineData("win-arm64", "THSTensor_add")]
    [InlineData("linux-x64", "THSTensor_add")]
    [InlineData("osx-arm64", "_THSTensor_add")]
    public void Names_the_symbols_that_it_has(string runtime, string name)
    {
        string[] exports = [.. Read(runtime).Exports];
        Assert.Contains(name, exports);
        Assert.DoesNotContain("memcpy", exports);
    }

    [Fact]
    public void Takes_no_assembly_of_NET_for_a_native_library() => Assert.Null(NativeLibrary.Open(typeof(NativeLibrary).Assembly.Location));

    [Theory]
    [InlineData("")]
    [InlineData("MZ")]
    [InlineData("plain text")]
    public void Refuses_what_is_no_library(string text)
    {
        string file = folder.Write("library", text);
        Assert.Contains(file, Assert.Throws<BuildFailure>(() => NativeLibrary.Open(file)).Message);
    }

    [Theory]
    [InlineData("win-x64")]
    [InlineData("linux-x64")]
    [InlineData("osx-arm64")]
    public void Says_so_where_a_library_was_cut_off(string runtime)
    {
        byte[] whole = File.ReadAllBytes(Packages.TorchSharp(runtime));
        string file = folder.In("library");
        foreach (int length in Enumerable.Range(1, 40).Select(part => (int)(whole.Length * Math.Pow(part / 41.0, 3))))
        {
            File.WriteAllBytes(file, whole[..length]);
            Exception? error = Record.Exception(() =>
            {
                NativeLibrary? library = NativeLibrary.Open(file);
                _ = library!.Needs.Count + library.Imports.Count() + library.Exports.Count();
            });

            // A prefix may hold all that is read here: of one for Windows, whatever comes after the data that its loader reads.
            Assert.True(error is BuildFailure || (error is null && runtime == "win-x64" && length > whole.Length / 2), $"{length} bytes: {error}");
        }
    }

    private static NativeLibrary Read(string runtime) => NativeLibrary.Open(Packages.TorchSharp(runtime))!;
}
