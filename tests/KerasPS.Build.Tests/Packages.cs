using System.Reflection;

namespace KerasPS.Build.Tests;

/// <summary>Where NuGet keeps the packages that the tests read.</summary>
internal static class Packages
{
    /// <summary>TorchSharp's own native library, which one package has for all platforms.</summary>
    public static string TorchSharp(string runtime) => Path.Combine(
        typeof(Packages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(value => value.Key == "TorchSharp").Value!,
        "runtimes",
        runtime,
        "native",
        runtime.StartsWith("win", StringComparison.Ordinal) ? "LibTorchSharp.dll" : runtime.StartsWith("osx", StringComparison.Ordinal) ? "libLibTorchSharp.dylib" : "libLibTorchSharp.so");
}
