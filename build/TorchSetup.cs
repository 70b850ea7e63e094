using KerasPS.Build.LibTorch;

namespace KerasPS.Build;

/// <summary>Makes sure that the chosen torch provider is available for the chosen platform, and prints which it is.</summary>
internal sealed class TorchSetup(Repository repository, Shell shell, BuildOptions options)
{
    /// <exception cref="BuildFailure">There is none for this platform, or something is missing and cannot be installed from here.</exception>
    public void Ensure()
    {
        if (options.Torch == TorchProvider.LibTorch)
        {
            new LibTorchSetup(repository, shell).Ensure(options.Cuda);
            return;
        }

        if (!Runtimes.TorchSharp.Contains(options.Runtime))
            throw new BuildFailure($"TorchSharp has no native libraries for {options.Runtime}. {(options.Runtime == Runtimes.Host
                ? "Build with a libtorch of this machine: --torch LibTorch."
                : $"It has them for {string.Join(", ", Runtimes.TorchSharp)}.")}");

        if (options.Cuda && options.Runtime is not ("win-x64" or "linux-x64"))
            throw new BuildFailure($"TorchSharp has CUDA packages for win-x64 and linux-x64, not for {options.Runtime}.");

        Console.WriteLine($"setup: torch from TorchSharp {repository.TorchSharpVersion} for {options.Runtime}{(options.Cuda ? " with CUDA" : "")}");
    }
}
