namespace KerasPS.Build.Natives;

/// <summary>The libraries that a package for a platform may import without containing them.</summary>
/// <param name="System">What to call the platform.</param>
/// <param name="Own">Those that the system has, or that .NET, on which PowerShell runs, cannot do without.</param>
/// <param name="ToInstall">Those that users may have to install.</param>
/// <param name="HowToInstall">What to say about those.</param>
internal sealed record SystemLibraries(string System, IReadOnlySet<string> Own, IReadOnlySet<string> ToInstall, string HowToInstall)
{
    private static readonly SystemLibraries Linux = new(
        "Linux",
        Names("ld-linux-x86-64.so.2", "ld-linux-aarch64.so.1", "libc.so.6", "libdl.so.2", "libgcc_s.so.1", "libm.so.6", "libpthread.so.0", "librt.so.1", "libstdc++.so.6"),
        Names(),
        "");

    private static readonly SystemLibraries MacOS = new(
        "macOS",
        Names("Accelerate", "CoreFoundation", "Foundation", "IOKit", "Metal", "MetalPerformanceShaders", "MetalPerformanceShadersGraph",
            "libc++.1.dylib", "libobjc.A.dylib", "libSystem.B.dylib"),
        Names(),
        "");

    // The C runtime is Windows's since Windows 10; that of C++ is not, and PowerShell does not bring it.
    private static readonly SystemLibraries Windows = new(
        "Windows",
        Names(
            [
                "advapi32.dll", "dbghelp.dll", "imagehlp.dll", "kernel32.dll", "ole32.dll", "wintrust.dll", "ws2_32.dll",
                .. "convert environment filesystem heap locale math process runtime stdio string time utility".Split(' ').Select(part => $"api-ms-win-crt-{part}-l1-1-0.dll"),
            ]),
        Names("msvcp140.dll", "vcruntime140.dll", "vcruntime140_1.dll"),
        "they are in Microsoft's Visual C++ Redistributable (winget install Microsoft.VCRedist.2015+.x64)");

    /// <exception cref="BuildFailure">The platform is unknown.</exception>
    public static SystemLibraries Of(string runtime) => runtime.Split('-')[0] switch
    {
        "linux" => Linux,
        "osx" => MacOS,
        "win" => Windows with { HowToInstall = Windows.HowToInstall.Replace("x64", runtime.Split('-')[^1], StringComparison.Ordinal) },
        _ => throw new BuildFailure($"the system libraries of {runtime} are not listed (build/Natives/SystemLibraries.cs)."),
    };

    // Windows does not care about case; on the others no two of these names differ in it alone.
    private static HashSet<string> Names(params string[] names) => new(names, StringComparer.OrdinalIgnoreCase);
}
