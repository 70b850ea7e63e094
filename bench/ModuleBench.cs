using System.Diagnostics;

namespace KerasPS.Bench;

/// <summary>What importing the module, and making the first model, add to the start of PowerShell.</summary>
internal static class ModuleBench
{
    private const int Rounds = 9;

    public static IEnumerable<Table> Run(Programs programs)
    {
        if (programs.PowerShell is not { } powerShell)
            yield break;
        string import = $"Import-Module '{Path.Combine(Programs.Repository, "out", "KerasPS", "KerasPS.psd1")}'";
        string[] commands =
        [
            "exit",
            import,
            $"{import}; $null = New-SequentialModel (New-DenseLayer 1) -InputShape 4 | Get-ModelSummary",
        ];
        double[][] rounds = Enumerable.Range(0, Rounds).Select(_ => Array.ConvertAll(commands, Seconds)).ToArray();
        double[] above = commands.Select((_, i) => Table.Median(rounds.Select(round => (round[i] - round[0]) * 1000))).ToArray();
        yield return new Table(
            "What the module adds to the start of PowerShell",
            ["what", "ms above PowerShell alone"],
            [["Import-Module", Math.Round(above[1])], ["Import-Module and the first model (libtorch is loaded)", Math.Round(above[2])]]);

        double Seconds(string command)
        {
            long start = Stopwatch.GetTimestamp();
            ProcessStartInfo program = powerShell.With(["-NoProfile", "-Command", command]);
            program.RedirectStandardOutput = true;
            using Process process = Process.Start(program)!;
            process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 ? Stopwatch.GetElapsedTime(start).TotalSeconds : throw new InvalidOperationException($"PowerShell failed: {command}");
        }
    }
}
