using System.Diagnostics;

namespace KerasPS.Build.Tests;

/// <summary>The Pester suite as a test, so that the collector of coverage, which follows what a test starts, sees it. Compiled by <c>./build.sh coverage</c> alone.</summary>
public class CoveredPesterSuite
{
    [Fact]
    public void Runs()
    {
        string suite = Repository.Find().In("tests", "Pester", "Invoke-Suite.ps1");
        string[] command = Environment.GetEnvironmentVariable("KERASPS_COVERAGE_POWERSHELL")!.Split(Path.PathSeparator);
        ProcessStartInfo start = new(command[0], [.. command[1..], "-NoProfile", "-NonInteractive", "-File", suite]) { RedirectStandardOutput = true };
        using Process process = Process.Start(start)!;
        string said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, said);
    }
}
