using System.Runtime.InteropServices;

namespace KerasPS.Build;

/// <summary>Chooses the provider of torch, says which and why, and writes the choice where every project imports it.</summary>
internal sealed class TorchSetup(Repository repository, Shell shell, PackageSource source, BuildOptions options)
{
    private static readonly string[] TorchSharpPlatforms = ["win-x64", "linux-x64", "osx-arm64"];

    public void Ensure()
    {
        (TorchChoice provider, string why) = Choose();
        Console.WriteLine($"setup: torch from {(provider == TorchChoice.TorchSharp ? NativePackage() : provider.ToString())}: {why}");
        if (provider == TorchChoice.LibTorch)
            new LibTorchSetup(repository, shell).Ensure(options.Cuda);

        WriteProperties(provider);
    }

    private (TorchChoice Provider, string Why) Choose()
    {
        if (options.Torch != TorchChoice.Auto)
            return (options.Torch, "as asked for");

        if (!TorchSharpPlatforms.Contains(RuntimeInformation.RuntimeIdentifier))
            return (TorchChoice.LibTorch, $"TorchSharp has no natives for {RuntimeInformation.RuntimeIdentifier}");

        string version = repository.TorchSharpVersion;
        return source.Serves(version, "TorchSharp", NativePackage()) switch
        {
            true => (TorchChoice.TorchSharp, $"the package source serves version {version}"),
            false => (TorchChoice.LibTorch, $"the package source does not serve TorchSharp {version}"),
            null => (TorchChoice.LibTorch, $"the package source could not be asked for TorchSharp {version}"),
        };
    }

    private string NativePackage()
    {
        if (!options.Cuda)
            return "TorchSharp-cpu";

        return OperatingSystem.IsWindows() ? "TorchSharp-cuda-windows"
            : OperatingSystem.IsLinux() ? "TorchSharp-cuda-linux"
            : throw new BuildFailure("there are no CUDA packages of TorchSharp for this system.");
    }

    private void WriteProperties(TorchChoice provider)
    {
        string path = Path.Combine(repository.Out, "TorchProvider.props");
        string native = provider == TorchChoice.TorchSharp ? NativePackage() : "";
        string text = $"""
            <!-- Written by the build, which chooses anew in every run. -->
            <Project>
              <PropertyGroup>
                <TorchProvider>{provider}</TorchProvider>
                <TorchNativePackage>{native}</TorchNativePackage>
              </PropertyGroup>
            </Project>

            """;

        // An unchanged file keeps its time, and with it everything that was built from it.
        if (File.Exists(path) && File.ReadAllText(path) == text)
            return;

        Directory.CreateDirectory(repository.Out);
        File.WriteAllText(path, text);
    }
}
