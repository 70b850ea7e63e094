using System.Runtime.InteropServices;
using TorchSharp;

namespace KerasPS.Bench;

/// <summary>What one must know of a machine to understand its times.</summary>
internal static class MachineFacts
{
    public static IReadOnlyList<string> Lines(Programs programs) =>
    [
        $"{Processor()}, {Environment.ProcessorCount} processors, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GB of memory, {RuntimeInformation.OSDescription}",
        $"libtorch {torch.__version__}, {RuntimeInformation.FrameworkDescription}" + (programs.PyTorchVersion is { } version ? $", PyTorch {version}" : ""),
        .. Gpus(),
        $"{DateTime.UtcNow:yyyy-MM-dd}",
    ];

    private static string[] Gpus() =>
        Programs.Output("nvidia-smi", ["--query-gpu=name,memory.total,driver_version", "--format=csv,noheader"])?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    private static string Processor()
    {
        const string Facts = "/proc/cpuinfo";
        string? name = File.Exists(Facts) ? File.ReadLines(Facts).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() : null;
        return name ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
