using System.Runtime.InteropServices;

namespace KerasPS.Build;

/// <summary>Platforms by .NET's names (runtime identifiers), without those of single distributions.</summary>
internal static class Runtimes
{
    /// <summary>Those that TorchSharp's packages have native libraries for.</summary>
    public static readonly string[] TorchSharp = ["linux-x64", "win-x64", "win-arm64", "osx-arm64"];

    public static string Host { get; } =
        (OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux") + "-" + RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant();
}
