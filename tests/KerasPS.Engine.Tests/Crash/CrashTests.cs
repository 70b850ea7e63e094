using System.Diagnostics;
using System.Globalization;
using KerasPS.Saving;
using KerasPS.Tests.Data;

namespace KerasPS.Tests.Crash;

/// <summary>
/// A process that trains is killed at random moments and started again each time: it ends with the same weights, history and files as one that
/// was left alone, and every file can be read at any time. The variable KERASPS_KILLS sets the number of kills.
/// </summary>
[Collection(RunsAlone.Name)]
public sealed class CrashTests : IDisposable
{
    private const int BatchesOfTraining = 250;
    private const int MillisecondsAlive = 400;

    private readonly TemporaryFolder folder = new();

    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KERASPS_KILLS") ?? "10", CultureInfo.InvariantCulture);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_training_that_is_killed_again_and_again_ends_as_one_that_was_not()
    {
        string alone = Folder("alone");
        string killed = Folder("killed");
        using (Process process = Start(alone, 0))
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }

        // Slow enough that all kills meet a training that has not ended.
        int pace = 2 * Kills * MillisecondsAlive / BatchesOfTraining;
        Random random = new(Environment.TickCount);
        int kills = 0;
        for (; kills < Kills; kills++)
        {
            if (!KillAfter(random.Next(2 * MillisecondsAlive), killed, pace))
                break;
            RequireReadable(killed);
        }

        Assert.Equal(Kills, kills);
        using (Process process = Start(killed, 0))
        {
            process.WaitForExit();
            Assert.Equal(0, process.ExitCode);
        }

        foreach (string file in new[] { CrashTraining.FinalFile, CrashTraining.HistoryFile, CrashTraining.CsvFile })
            Assert.Equal(File.ReadAllBytes(Path.Combine(alone, file)), File.ReadAllBytes(Path.Combine(killed, file)));
        Assert.Equal(Weights(alone), Weights(killed));
        Assert.Equal(
            Directory.GetFileSystemEntries(alone).Select(Path.GetFileName).Order(),
            Directory.GetFileSystemEntries(killed).Select(Path.GetFileName).Order());
    }

    private string Folder(string name) => Directory.CreateDirectory(folder.PathOf(name)).FullName;

    /// <summary>Starts the training, and kills it so many milliseconds after its first batch; false where it had ended by then.</summary>
    private static bool KillAfter(int milliseconds, string folder, int pace)
    {
        using Process process = Start(folder, pace);
        Assert.Equal(CrashTraining.Started, process.StandardOutput.ReadLine());
        if (process.WaitForExit(milliseconds))
            return false;
        process.Kill();
        process.WaitForExit();
        return true;
    }

    private static Process Start(string folder, int pace) =>
        TestProcess.Start(nameof(CrashTraining), folder, pace.ToString(CultureInfo.InvariantCulture));

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
