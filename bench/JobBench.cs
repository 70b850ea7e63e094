using System.Diagnostics;
using System.Globalization;

namespace KerasPS.Bench;

/// <summary>The whole Fashion-MNIST job from a cold start: files, one epoch of a convolutional network, evaluation, prediction; beside the same in PyTorch.</summary>
internal static class JobBench
{
    private const int Rounds = 3;

    /// <summary>Where Debian's package dataset-fashion-mnist has the files.</summary>
    private const string Folder = "/usr/share/datasets/fashion-mnist";

    public static IEnumerable<Table> Run(Programs programs)
    {
        string folder = Environment.GetEnvironmentVariable("FASHION_MNIST") ?? Folder;
        if (programs.PowerShell is not { } powerShell || programs.Python is not { } python || !Directory.Exists(folder))
        {
            Console.WriteLine($"*** The job on Fashion-MNIST was NOT run: it needs PowerShell, PyTorch and the files in {folder}, or in a folder that FASHION_MNIST names.");
            yield break;
        }

        (string Title, string Program, string[] Arguments)[] jobs =
        [
            ("KerasPS", powerShell, ["-NoProfile", "-File", programs.Script("FashionMnist.ps1"), folder]),
            ("PyTorch eager", python, [programs.Script("fashion_mnist.py"), folder]),
        ];
        (double Seconds, double Megabytes, string Said)[][] rounds = Enumerable.Range(0, Rounds).Select(_ => Array.ConvertAll(jobs, job => Measure(job.Program, job.Arguments))).ToArray();
        yield return new Table(
            "Fashion-MNIST, cold start to accuracy printed: 60,000 images, one epoch in batches of 64 (goals: 0.9 of the time, 1.0 of the memory)",
            ["job", "s", "over PyTorch", "peak MB", "over PyTorch", "said"],
            jobs.Select((job, i) => (IReadOnlyList<object?>)
            [
                job.Title,
                Math.Round(Table.Median(rounds.Select(round => round[i].Seconds)), 1),
                Math.Round(Table.Median(rounds.Select(round => round[i].Seconds / round[^1].Seconds)), 3),
                Table.Median(rounds.Select(round => round[i].Megabytes)),
                Math.Round(Table.Median(rounds.Select(round => round[i].Megabytes / round[^1].Megabytes)), 3),
                rounds[0][i].Said,
            ]).ToArray());
    }

    private static (double Seconds, double Megabytes, string Said) Measure(string program, string[] arguments)
    {
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true })!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return process.ExitCode == 0
            ? (seconds, double.Parse(lines[^1], CultureInfo.InvariantCulture), string.Join("; ", lines[..^1]))
            : throw new InvalidOperationException($"{program} failed.");
    }
}
