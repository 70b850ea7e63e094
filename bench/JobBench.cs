using System.Diagnostics;
using System.Globalization;

namespace KerasPS.Bench;

/// <summary>
/// Whole jobs from a cold start, files to figures printed, beside the same in PyTorch: with one thread and with all, since some of its builds choose one by themselves; what is ours is
/// compared with the faster of the two.
/// </summary>
internal static class JobBench
{
    private const int Rounds = 3, Rows = 100_000, Columns = 20;

    /// <summary>Where Debian's package dataset-fashion-mnist has the files.</summary>
    private const string Images = "/usr/share/datasets/fashion-mnist";

    public static IEnumerable<Table> Run(Programs programs)
    {
        string folder = Environment.GetEnvironmentVariable("FASHION_MNIST") ?? Images;
        if (programs.PowerShell is not { } powerShell || programs.Python is not { } python)
        {
            Console.WriteLine("*** Whole jobs were NOT run: they need PowerShell and PyTorch.");
            yield break;
        }

        if (Directory.Exists(folder))
            yield return Compare("Fashion-MNIST, cold start to accuracy printed: 60,000 images, one epoch in batches of 64 (goals: 0.55 of the time, 1.0 of the memory)", "FashionMnist.ps1", "fashion_mnist.py", folder);
        else
            Console.WriteLine($"*** The job on Fashion-MNIST was NOT run: it needs the files in {folder}, or in a folder that FASHION_MNIST names.");
        if (programs.Pandas != python)
        {
            Console.WriteLine("*** The job on a CSV file was NOT run: it needs a Python with both PyTorch and pandas.");
            yield break;
        }

        string path = Path.Combine(Path.GetTempPath(), $"keras-ps-bench-{Environment.ProcessId}.csv");
        NumbersFile.Write(path, Rows, Columns);
        try
        {
            yield return Compare($"A CSV file of {Rows} rows and {Columns} columns, cold start to error printed: five epochs of an MLP 19-64-64-1 in batches of 256", "Tabular.ps1", "tabular.py", path);
        }
        finally
        {
            File.Delete(path);
        }

        Table Compare(string title, string ours, string theirs, string argument)
        {
            (string Title, ProcessStartInfo Start)[] jobs =
            [
                ("KerasPS", powerShell.With(["-NoProfile", "-File", programs.Script(ours), argument])),
                .. new[] { 1, Environment.ProcessorCount }.Distinct().Select(threads =>
                    ($"PyTorch eager, {threads} threads", new ProcessStartInfo(python, [programs.Script(theirs), argument, threads.ToString(CultureInfo.InvariantCulture)]))),
            ];
            (double Seconds, double Megabytes, string Said)[][] rounds = Enumerable.Range(0, Rounds).Select(_ => Array.ConvertAll(jobs, job => Measure(job.Start))).ToArray();
            int faster = Enumerable.Range(1, jobs.Length - 1).MinBy(i => Table.Median(rounds.Select(round => round[i].Seconds)));
            return new Table(
                title,
                ["job", "s", "over the faster PyTorch", "peak MB", "over the faster PyTorch", "said"],
                jobs.Select((job, i) => (IReadOnlyList<object?>)
                [
                    job.Title,
                    Math.Round(Table.Median(rounds.Select(round => round[i].Seconds)), 1),
                    Math.Round(Table.Median(rounds.Select(round => round[i].Seconds / round[faster].Seconds)), 3),
                    Table.Median(rounds.Select(round => round[i].Megabytes)),
                    Math.Round(Table.Median(rounds.Select(round => round[i].Megabytes / round[faster].Megabytes)), 3),
                    rounds[0][i].Said,
                ]).ToArray());
        }
    }

    private static (double Seconds, double Megabytes, string Said) Measure(ProcessStartInfo program)
    {
        program.RedirectStandardOutput = true;
        long start = Stopwatch.GetTimestamp();
        using Process process = Process.Start(program)!;
        string[] lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return process.ExitCode == 0
            ? (seconds, double.Parse(lines[^1], CultureInfo.InvariantCulture), string.Join("; ", lines[..^1]))
            : throw new InvalidOperationException($"{program.FileName} failed.");
    }
}
