using System.Diagnostics;
using System.Text.Json;

namespace KerasPS.Tests.Onnx;

/// <summary>ONNX Runtime for Node.js, where this machine has it: the independent judge of the files that are written.</summary>
internal static class OnnxRuntime
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals,
    };

    /// <summary>Why nothing can be run; null where it can.</summary>
    public static string? Missing { get; } =
        !Directory.Exists(Path.Combine(Packages, "node_modules", "onnxruntime-node"))
            ? "ONNX Runtime is not there. To have it: npm install --prefix out/onnxruntime --ignore-scripts onnxruntime-node"
            : FindsNode() ? null : "Node.js (node) is not there.";

    private static string Packages => RepositoryFiles.PathOf("out", "onnxruntime");

    /// <summary>Runs files, in order and in one process as long as that lives.</summary>
    public static IReadOnlyList<Result> RunAll(IReadOnlyList<Run> runs)
    {
        List<Result> results = [];
        while (results.Count < runs.Count)
        {
            (Result[] more, string complaints) = RunSome(runs.Skip(results.Count).ToArray());
            results.AddRange(more);
            if (results.Count < runs.Count)
                results.Add(new Result($"The process ended: {complaints}", null));
        }

        return results;
    }

    private static (Result[] Results, string Complaints) RunSome(Run[] runs)
    {
        string folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            string runsFile = Path.Combine(folder, "runs.json");
            string resultsFile = Path.Combine(folder, "results");
            File.WriteAllText(runsFile, JsonSerializer.Serialize(runs, Json));
            File.WriteAllText(resultsFile, "");
            ProcessStartInfo start = new("node", [RepositoryFiles.PathOf("tests", "onnx", "run.js"), Packages, runsFile, resultsFile]) { RedirectStandardError = true };
            using Process process = Process.Start(start)!;
            string complaints = process.StandardError.ReadToEnd();
            process.WaitForExit();
            return (File.ReadAllLines(resultsFile).Select(line => JsonSerializer.Deserialize<Result>(line, Json)!).ToArray(), $"exit code {process.ExitCode} {complaints}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static bool FindsNode() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node")));

    /// <summary>One run of a file.</summary>
    internal sealed record Run(string Model, Array[] Inputs);

    /// <summary>A value that goes in or comes out.</summary>
    internal sealed record Array(string Name, string Type, long[] Shape, float[] Values);

    /// <summary>What a run gave, or why it failed.</summary>
    internal sealed record Result(string? Error, Array[]? Outputs);
}
