using System.Diagnostics;
using System.Globalization;
using Xunit.Abstractions;

namespace KerasPS.Tests.Crash;

/// <summary>
/// A process that trains is killed at random moments and started again each time: it ends with the same weights, history and files as one that
/// was left alone, and every file can be read at any time. The variable KERASPS_KILLS sets the number of kills.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    /// <summary>The most batches that a process trains before it is killed.</summary>
    private const int MostBatches = 20;

    private readonly TemporaryFolder folder = new();

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KERASPS_KILLS") ?? "10", CultureInfo.InvariantCulture);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_that_is_killed_again_and_again_ends_as_one_that_was_not()
    {
        int seed = Environment.TickCount;
        output.WriteLine($"Seed {seed}");
        Random random = new(seed);
        string alone = Folder("alone");
        string killed = Folder("killed");
        TrainToTheEnd(alone);
        for (int i = 0; i < Kills; i++)
        {
            Kill(killed, random.Next(1, MostBatches + 1), random);
            RequireReadable(killed);
        }

        Assert.False(File.Exists(Path.Combine(killed, CrashTraining.FinalFile)));
        TrainToTheEnd(killed);
        foreach (string file in new[] { CrashTraining.FinalFile, CrashTraining.HistoryFile, CrashTraining.CsvFile })
            Assert.Equal(File.ReadAllBytes(Path.Combine(alone, file)), File.ReadAllBytes(Path.Combine(killed, file)));
        Assert.Equal(Weights(alone), Weights(killed));
        Assert.Equal(
            Directory.GetFileSystemEntries(alone).Select(Path.GetFileName).Order(),
            Directory.GetFileSystemEntries(killed).Select(Path.GetFileName).Order());
    }

    private string Folder(string name) => Directory.CreateDirectory(folder.PathOf(name)).FullName;

    /// <summary>Kills a training after so many batches, at a moment of the next ones that is measured in the time that a batch takes here.</summary>
    private static void Kill(string folder, int batches, Random random)
    {
        using Process process = Start(folder, batches);
        try
        {
            Assert.Equal(CrashTraining.Reached, process.StandardOutput.ReadLine());
            long start = Stopwatch.GetTimestamp();
            Assert.Equal(CrashTraining.Reached, process.StandardOutput.ReadLine());
            Thread.Sleep(Stopwatch.GetElapsedTime(start) * (random.NextDouble() * (CrashTraining.BatchesToLive - 1)));
        }
        finally
        {
            process.Kill();
            process.WaitForExit();
        }
    }

    private static void TrainToTheEnd(string folder)
    {
        using Process process = Start(folder, 0);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    /// <summary>Starts a training that is longer than all that killed ones can do together.</summary>
    private static Process Start(string folder, int batches)
    {
        int epochs = (Kills * (MostBatches + CrashTraining.BatchesToLive) / CrashTraining.BatchesPerEpoch) + 1;
        return TestProcess.Start(nameof(CrashTraining), folder, epochs.ToString(CultureInfo.InvariantCulture), batches.ToString(CultureInfo.InvariantCulture));
    }

    private static void RequireReadable(string folder)
    {
        foreach (string file in new[] { Path.Combine(CrashTraining.BackupFolder, "backup.keras"), CrashTraining.CheckpointFile })
        {
            if (File.Exists(Path.Combine(folder, file)))
                Assert.Equal(4, ModelFile.Load(Path.Combine(folder, file)).Layers.Count);
        }

        string csv = Path.Combine(folder, CrashTraining.CsvFile);
        if (!File.Exists(csv))
            return;
        string[] lines = File.ReadAllLines(csv);
        Assert.All(lines, line => Assert.Equal(lines[0].Split(',').Length, line.Split(',').Length));
    }

    private static float[] Weights(string folder) =>
        ModelFile.Load(Path.Combine(folder, CrashTraining.CheckpointFile)).Variables.SelectMany(variable => variable.ToArray()).ToArray();
}
