using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using KerasPS.Layers;
using KerasPS.Saving;
using Microsoft.Win32.SafeHandles;

namespace KerasPS.Bench;

/// <summary>
/// Files of models and weights beside plain files of as many bytes, which are written with a flush to the disk and read in chunks, in turn. On Linux the
/// system forgets what it has of a file before that is read, so that reading is reading from the disk.
/// </summary>
internal static partial class SavingBench
{
    private const int Units = 5600, LargeUnits = 8192, Layers = 4, Rounds = 5, ChunkSize = 1 << 20, DontNeed = 4;
    private static readonly string[] Endings = [".weights.h5", ".keras", ".safetensors"];

    public static IEnumerable<Table> Run()
    {
        string folder = Directory.CreateTempSubdirectory("keras-ps-bench-").FullName;
        try
        {
            yield return MeasureSpeed(Make(Units), folder);
            if (OperatingSystem.IsLinux())
                yield return MeasureMemory(Make(LargeUnits), folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static Table MeasureSpeed(Model model, string folder)
    {
        long bytes = model.ParameterCount * sizeof(float);
        string plain = Path.Combine(folder, "plain");
        return new Table(
            string.Create(CultureInfo.InvariantCulture, $"Files of {bytes / 1e6:F0} MB beside plain ones, {Rounds} rounds in turn"),
            ["file", "write, MB/s", "plain", "ratio", "read, MB/s", "plain", "ratio"],
            Endings.Select(ending =>
            {
                string path = Path.Combine(folder, "model" + ending);
                double[][] times = Enumerable.Range(0, Rounds).Select(_ => new[]
                {
                    Time(() => WritePlain(plain, bytes)),
                    Time(() => Save(model, path)),
                    TimeCold(plain, () => ReadPlain(plain)),
                    TimeCold(path, () => Load(model, path)),
                }).ToArray();
                return (IReadOnlyList<object?>)[ending, Speed(1), Speed(0), Ratio(1), Speed(3), Speed(2), Ratio(3)];

                object Speed(int which) => Math.Round(bytes / 1e6 / Table.Median(times.Select(round => round[which])));
                object Ratio(int which) => Math.Round(Table.Median(times.Select(round => round[which - 1] / round[which])), 2);
            }).ToArray());
    }

    /// <summary>The most memory that the process has in use while a file is written and read, above what it has in use before.</summary>
    private static Table MeasureMemory(Model model, string folder) => new(
        string.Create(CultureInfo.InvariantCulture, $"Files of {model.ParameterCount * sizeof(float) / 1e6:F0} MB: the most memory in use above that before"),
        ["file", "writing, MB", "reading, MB"],
        Endings.Select(ending =>
        {
            string path = Path.Combine(folder, "large" + ending);
            return (IReadOnlyList<object?>)[ending, Peak(() => Save(model, path)), Peak(() => Load(model, path))];
        }).ToArray());

    private static double Peak(Action action)
    {
        const string ForgetPeak = "5";
        GC.Collect();
        File.WriteAllText("/proc/self/clear_refs", ForgetPeak);
        using Process process = Process.GetCurrentProcess();
        long before = process.WorkingSet64;
        action();
        process.Refresh();
        return Math.Round((process.PeakWorkingSet64 - before) / 1e6);
    }

    private static Sequential Make(int units)
    {
        Sequential model = new(Enumerable.Range(0, Layers).Select(_ => new Dense(units, useBias: false)), [units]);
        model.Build([units], seed: 1);
        return model;
    }

    private static void Save(Model model, string path)
    {
        if (path.EndsWith(".keras", StringComparison.Ordinal))
            ModelFile.Save(model, path);
        else
            WeightsFile.Save(model, path);
    }

    private static void Load(Model model, string path)
    {
        if (path.EndsWith(".keras", StringComparison.Ordinal))
            ModelFile.Load(path);
        else
            WeightsFile.Load(model, path);
    }

    private static void WritePlain(string path, long bytes)
    {
        byte[] chunk = new byte[ChunkSize];
        using FileStream stream = File.Create(path);
        for (long left = bytes; left > 0; left -= chunk.Length)
            stream.Write(chunk, 0, (int)Math.Min(left, chunk.Length));
        stream.Flush(flushToDisk: true);
    }

    private static void ReadPlain(string path)
    {
        byte[] chunk = new byte[ChunkSize];
        using FileStream stream = File.OpenRead(path);
        while (stream.Read(chunk) > 0)
        {
        }
    }

    private static double TimeCold(string path, Action read)
    {
        if (OperatingSystem.IsLinux())
        {
            using FileStream stream = File.OpenRead(path);
            if (Advise(stream.SafeFileHandle, 0, 0, DontNeed) != 0)
                throw new InvalidOperationException("The file stays in memory.");
        }

        return Time(read);
    }

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    private static partial int Advise(SafeFileHandle file, long offset, long length, int advice);

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }
}
