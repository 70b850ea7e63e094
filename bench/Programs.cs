using System.Diagnostics;
using System.Globalization;

namespace KerasPS.Bench;

/// <summary>The programs that are measured, and where they are; those that are not on the machine are left out, which is said.</summary>
internal sealed class Programs
{
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3", "python"];

    /// <summary>The folder that holds KerasPS.sln; the program's own where that was published.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>This program again.</summary>
    public (string Program, string[] Arguments) Bench { get; } = (Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(Programs).Assembly.Location] : []);

    /// <summary>PowerShell, for the cmdlets of the module in <c>out</c>; null where there is none.</summary>
    public string? PowerShell { get; } = Find("PowerShell 7.4 or later", ["pwsh"], ["-NoProfile", "-Command", "if ($PSVersionTable.PSVersion -lt '7.4') { exit 1 }"]);

    /// <summary>A Python that has PyTorch; null where there is none.</summary>
    public string? Python { get; } = Find("a Python with PyTorch (Debian's python3-torch)", Pythons, ["-c", "import torch"]);

    /// <summary>A Python that has pandas; null where there is none.</summary>
    public string? Pandas { get; } = Find("a Python with pandas (Debian's python3-pandas)", Pythons, ["-c", "import pandas"]);

    /// <summary>The version of PyTorch; null where there is none.</summary>
    public string? PyTorchVersion => Python is null ? null : Output(Python, ["-c", "import torch; print(torch.__version__)"])?.Trim();

    /// <summary>A script of the bench.</summary>
    public string Script(string name) => Path.Combine(Repository, "bench", "peers", name);

    /// <summary>A loop over a workload in a process of this program.</summary>
    public Peer Loop(string title, string loop, Workload workload, string device, string policy) =>
        new(title, Bench.Program, [.. Bench.Arguments, "loop", loop, workload.Name, workload.Samples.ToString(CultureInfo.InvariantCulture), device, policy]);

    private static string? Find(string what, string[] candidates, string[] arguments)
    {
        string? found = candidates.FirstOrDefault(candidate => Output(candidate, arguments) is not null);
        if (found is null)
            Console.WriteLine($"*** There is no {what} here, so it is NOT in what follows.{Environment.NewLine}");
        return found;
    }

    /// <summary>What a program prints; null where it cannot be run, or fails.</summary>
    public static string? Output(string program, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            errors.Wait();
            process.WaitForExit();
            return process.ExitCode == 0 ? output : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KerasPS.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
