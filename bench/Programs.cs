using System.Diagnostics;
using System.Globalization;

namespace KerasPS.Bench;

/// <summary>
/// The programs that are measured, and where they are; those that are not on the machine are left out, which is said. Made before libtorch is loaded: .NET reads the environment that it gives to
/// processes once, when the first is started, so that what is set for libtorch in this one afterwards stays in it.
/// </summary>
internal sealed class Programs
{
    private static readonly string[] Pythons = ["python3", "/usr/bin/python3", "python"];

    /// <summary>PowerShell: the one on the PATH, else the .NET tool that the repository pins.</summary>
    private static readonly Command[] PowerShells = [new("pwsh"), new("dotnet", "tool", "run", "pwsh", "--")];

    /// <summary>The folder that holds KerasPS.sln; the program's own where that was published.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>This program again.</summary>
    public Command Bench { get; } = Direct(Environment.ProcessPath!, typeof(Programs).Assembly.Location);

    /// <summary>The loop that a user of TorchSharp writes, a program of its own; null where this one was built without TorchSharp.</summary>
    public Command? TorchSharpPeer { get; } = Report("loop in plain TorchSharp (it is built where TorchProvider is TorchSharp)", FindTorchSharpPeer());

    /// <summary>PowerShell, for the cmdlets of the module in <c>out</c>; null where there is none.</summary>
    public Command? PowerShell { get; } = Report("PowerShell 7.4 or later (on the PATH, or by `dotnet tool restore`)", PowerShells.Select(Inner).FirstOrDefault(found => found is not null));

    /// <summary>A Python that has PyTorch; null where there is none.</summary>
    public string? Python { get; } = Report("Python with PyTorch (Debian's python3-torch)", FindPython("torch"));

    /// <summary>A Python that has pandas; null where there is none.</summary>
    public string? Pandas { get; } = Report("Python with pandas (Debian's python3-pandas)", FindPython("pandas"));

    /// <summary>The version of PyTorch; null where there is none.</summary>
    public string? PyTorchVersion => Python is null ? null : Output(new(Python), ["-c", "import torch; print(torch.__version__)"])?.Trim();

    /// <summary>A script of the bench.</summary>
    public string Script(string name) => Path.Combine(Repository, "bench", "peers", name);

    /// <summary>A loop over a workload in a process of this program.</summary>
    public Peer Loop(string title, string loop, Workload workload, string device, string policy) =>
        new(title, Bench, ["loop", loop, workload.Name, workload.Samples.ToString(CultureInfo.InvariantCulture), device, policy]);

    /// <summary>What a program prints; null where it cannot be run, or fails.</summary>
    public static string? Output(Command program, string[] arguments)
    {
        ProcessStartInfo start = program.With(arguments);
        (start.WorkingDirectory, start.RedirectStandardError, start.RedirectStandardOutput) = (Repository, true, true);
        try
        {
            using Process process = Process.Start(start)!;
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

    private static T? Report<T>(string what, T? found)
        where T : class
    {
        if (found is null)
            Console.WriteLine($"*** There is no {what} here, so it is NOT in what follows.{Environment.NewLine}");
        return found;
    }

    /// <summary>The process in which PowerShell itself runs; the .NET tool's own are only around it.</summary>
    private static Command? Inner(Command powerShell)
    {
        const string Ask = "if ($PSVersionTable.PSVersion -lt '7.4') { exit 1 }; [Environment]::ProcessPath; [Environment]::GetCommandLineArgs()[0]";
        return Output(powerShell, ["-NoProfile", "-NonInteractive", "-Command", Ask])?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [var program, var assembly]
            ? Direct(program, assembly)
            : null;
    }

    private static Command Direct(string program, string assembly) => Path.GetFileNameWithoutExtension(program) == "dotnet" ? new(program, assembly) : new(program);

    private static Command? FindTorchSharpPeer()
    {
        string path = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "TorchSharpPeer.exe" : "TorchSharpPeer");
        return File.Exists(path) ? new(path) : null;
    }

    private static string? FindPython(string package) => Pythons.FirstOrDefault(python => Output(new(python), ["-c", $"import {package}"]) is not null);

    private static string FindRepository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "KerasPS.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? AppContext.BaseDirectory;
    }
}
