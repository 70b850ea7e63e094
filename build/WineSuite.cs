using KerasPS.Build.Natives;

namespace KerasPS.Build;

/// <summary>Runs the checks of <c>tests/KerasPS.Windows</c> on the module for Windows, in a PowerShell for Windows, under Wine; skipped if Wine is not installed.</summary>
internal sealed class WineSuite(Repository repository, Shell shell, BuildOptions options)
{
    private const string Runtime = "win-x64";

    // A folder name with spaces and non-ASCII characters, as on users' machines.
    private string Folder => Path.Combine(repository.Out, "wine", "Gelerntes für später");

    /// <summary>Debian has the program apart from the PATH; newer Wines have one for both sizes of programs.</summary>
    private static string? Wine =>
        Shell.Find("wine64") ?? new[] { "/usr/lib/wine/wine64" }.FirstOrDefault(File.Exists) ?? Shell.Find("wine");

    public TestCounts Run()
    {
        if (OperatingSystem.IsWindows() || options.Torch != TorchProvider.TorchSharp)
            return default;

        if (Wine is not string wine)
        {
            Console.WriteLine("test: Windows: skipped: no wine64");
            return default;
        }

        Console.WriteLine($"test: Windows ({shell.Capture(wine, "--version").Output.Trim()})");
        try
        {
            return Count(Checks(wine));
        }
        catch (BuildFailure failure)
        {
            Console.WriteLine($"test: Windows: {failure.Message} Counted as one failure.");
            return new TestCounts(0, 1, 0);
        }
    }

    /// <summary>Shows the lines that count, and whatever else a run without an end said.</summary>
    internal static TestCounts Count(Shell.Captured run)
    {
        string[] lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        int passed = lines.Count(line => line.StartsWith("passed: ", StringComparison.Ordinal));
        int failed = lines.Count(line => line.StartsWith("failed: ", StringComparison.Ordinal));
        bool ended = run.ExitCode == 0 && passed + failed > 0;
        foreach (string line in lines.Where(line => !ended || failed > 0 || line.StartsWith("passed: ", StringComparison.Ordinal)))
            Console.WriteLine($"  {line}");
        if (ended)
            return new TestCounts(passed, failed, 0);

        Console.WriteLine($"test: Windows ended with exit code {run.ExitCode} before its last check: counted as one failure");
        return new TestCounts(passed, failed + 1, 0);
    }

    private Shell.Captured Checks(string wine)
    {
        string module = Path.Combine(Folder, "KerasPS"), host = Path.Combine(repository.Out, "wine", "host"), written = Path.Combine(Folder, "Läufe");
        new ModuleAssembler(repository, shell, options with { Runtime = Runtime }).Assemble(module);
        PackageImports.Check(Path.Combine(module, ModuleLayout.Dependencies), Runtime);
        shell.Require(
            "windows", "dotnet", ["publish", Path.Combine("tests", "KerasPS.Windows"), "-c", Solution.Configuration, "-o", host, "-nodeReuse:false", "-v", "quiet"]);
        if (Directory.Exists(written))
            Directory.Delete(written, recursive: true);
        Directory.CreateDirectory(written);

        // Not in out/, which is on PowerShell's module path in other tests: Wine's drives are links to the whole disk, which a search for modules would follow.
        DirectoryInfo prefix = Directory.CreateTempSubdirectory("kerasps-wine-");
        try
        {
            return new Shell(repository.Root, Environment(prefix)).Capture(
                wine, Path.Combine(host, "KerasPS.Windows.exe"), AsWindows(repository.In("tests", "KerasPS.Windows", "Checks.ps1")), AsWindows(module), AsWindows(written));
        }
        finally
        {
            Remove(prefix);
        }
    }

    /// <summary>Wine's server lives on for some seconds and may still write; what it leaves is the system's temporary folder's.</summary>
    private static void Remove(DirectoryInfo prefix)
    {
        try
        {
            prefix.Delete(recursive: true);
        }
        catch (IOException)
        {
        }
    }

    private static Dictionary<string, string> Environment(DirectoryInfo prefix) => new()
    {
        ["WINEPREFIX"] = prefix.FullName,
        ["WINEDEBUG"] = "-all",
        ["DISPLAY"] = "",
        // Wine 8 lacks a call about processors that Intel's OpenMP makes.
        ["KMP_AFFINITY"] = "disabled",
        // .NET maps the memory of compiled code twice, for writing and for running; Wine 8 ends the process when such memory is given back.
        ["DOTNET_EnableWriteXorExecute"] = "0",
    };

    /// <summary>Wine has the whole disk as drive Z.</summary>
    private static string AsWindows(string path) => "Z:" + path.Replace('/', '\\');
}
