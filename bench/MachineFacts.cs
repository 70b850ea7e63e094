using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using TorchSharp;

namespace KerasPS.Bench;

/// <summary>What one must know of a machine to understand its times.</summary>
internal static class MachineFacts
{
    private static readonly string[] Deciding = ["OMP_", "GOMP_", "KMP_", "MKL_", "OPENBLAS_", "MALLOC_", "DOTNET_Tiered", "DOTNET_gc"];

    public static IReadOnlyList<string> Lines(Programs programs) =>
    [
        $"{Processor()}, {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB of memory, {RuntimeInformation.OSDescription}",
        $"{Provider()}, {RuntimeInformation.FrameworkDescription}",
        .. programs.PyTorchVersion is { } version ? [$"PyTorch {version}"] : Array.Empty<string>(),
        .. Settings() is { Length: > 0 } settings ? [$"environment: {string.Join(", ", settings)}"] : Array.Empty<string>(),
        .. Gpus(),
        $"{DateTime.UtcNow:yyyy-MM-dd}",
    ];

    /// <summary>Read from the assemblies where that is possible, since libtorch is not to be loaded before the engine has set what it sets for it.</summary>
    private static string Provider()
    {
        Assembly provider = typeof(torch).Assembly;
        string? libtorch = Metadata("LibTorchVersion");
        return libtorch is null
            ? $"{provider.GetName().Name} over libtorch {torch.__version__}"
            : $"TorchSharp {provider.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion} over libtorch {libtorch}";

        static string? Metadata(string key) => typeof(MachineFacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(fact => fact.Key == key)?.Value;
    }

    /// <summary>What the user has set of that which decides about the speed of all.</summary>
    private static string[] Settings() =>
    [
        .. from DictionaryEntry variable in Environment.GetEnvironmentVariables()
           let name = (string)variable.Key
           where Deciding.Any(start => name.StartsWith(start, StringComparison.Ordinal))
           orderby name
           select $"{name}={variable.Value}",
    ];

    private static string[] Gpus() =>
        Programs.Output(new("nvidia-smi"), ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"])?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string Processor()
    {
        const string Facts = "/proc/cpuinfo";
        string? name = File.Exists(Facts) ? File.ReadLines(Facts).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        return name ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
