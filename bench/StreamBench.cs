using System.Diagnostics;
using System.Globalization;

namespace KerasPS.Bench;

/// <summary>Training on CSV files of 10,000 to 10,000,000 rows that stay in a file: time must grow with the rows, and memory hardly.</summary>
internal static class StreamBench
{
    private const int Columns = 20;

    private static readonly int[] Sizes = [10_000, 100_000, 1_000_000, 10_000_000];

    public static IEnumerable<Table> Run(Programs programs)
    {
        if (programs.PowerShell is not { } powerShell)
            yield break;
        string folder = Directory.CreateTempSubdirectory("keras-ps-bench-").FullName;
        try
        {
            List<(int Rows, double Megabytes, double[] Shuffled, double[] InOrder)> seen = [];
            foreach (int rows in Sizes)
            {
                string path = Path.Combine(folder, $"{rows}.csv");
                NumbersFile.Write(path, rows, Columns);
                seen.Add((rows, new FileInfo(path).Length / 1e6, Measure(path, "Seeded"), Measure(path, "None")));
                File.Delete(path);
            }

            yield return new Table(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Import-Dataset -Stream and training in batches of 256, {Columns} columns: seconds of an epoch grow with the rows to the power of {Exponent(seen.Select(one => (one.Rows, one.Shuffled[1]))):F3} shuffled, {Exponent(seen.Select(one => (one.Rows, one.InOrder[1]))):F3} in order (linear: 1)"),
                ["rows", "CSV MB", "import s", "epoch s, shuffled", "µs a row", "peak MB", "epoch s, in order", "µs a row", "peak MB"],
                seen.Select(one => (IReadOnlyList<object?>)
                [
                    one.Rows, Math.Round(one.Megabytes, 1), Math.Round(one.Shuffled[0], 2),
                    .. Numbers(one.Rows, one.Shuffled), .. Numbers(one.Rows, one.InOrder),
                ]).ToArray());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        double[] Measure(string path, string shuffle)
        {
            ProcessStartInfo start = powerShell.With(["-NoProfile", "-File", programs.Script("Stream.ps1"), path, shuffle]);
            start.RedirectStandardOutput = true;
            using Process process = Process.Start(start)!;
            string[] numbers = process.StandardOutput.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            process.WaitForExit();
            return process.ExitCode == 0 ? Array.ConvertAll(numbers, number => double.Parse(number, CultureInfo.InvariantCulture)) : throw new InvalidOperationException("Stream.ps1 failed.");
        }
    }

    private static object[] Numbers(int rows, double[] measured) => [Math.Round(measured[1], 3), Math.Round(measured[1] / rows * 1e6, 2), Math.Round(measured[2])];

    /// <summary>The slope of the line through the logarithms, by least squares.</summary>
    private static double Exponent(IEnumerable<(int Rows, double Seconds)> points)
    {
        (double X, double Y)[] logs = points.Select(point => (Math.Log(point.Rows), Math.Log(point.Seconds))).ToArray();
        (double x, double y) = (logs.Average(log => log.X), logs.Average(log => log.Y));
        return logs.Sum(log => (log.X - x) * (log.Y - y)) / logs.Sum(log => (log.X - x) * (log.X - x));
    }
}
