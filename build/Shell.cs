using System.ComponentModel;
using System.Diagnostics;

namespace KerasPS.Build;

/// <summary>Runs other programs, from the repository's root.</summary>
/// <param name="workingDirectory">The repository's root.</param>
/// <param name="environment">Variables that every program gets.</param>
internal sealed class Shell(string workingDirectory, IReadOnlyDictionary<string, string>? environment = null)
{
    /// <summary>A program's exit code and everything that it wrote.</summary>
    public readonly record struct Captured(int ExitCode, string Output);

    private static readonly Dictionary<string, string> Always = new()
    {
        // Build servers outlive the build, keep memory, and lock files of the next one.
        ["MSBUILDDISABLENODEREUSE"] = "1",
        ["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0",
        ["DOTNET_NOLOGO"] = "1",
        // The output of dotnet is parsed in a few places.
        ["DOTNET_CLI_UI_LANGUAGE"] = "en",
    };

    private static readonly Dictionary<string, string> Nothing = [];

    /// <summary>The full path of a program on the PATH, or null.</summary>
    public static string? Find(string program)
    {
        string[] extensions = OperatingSystem.IsWindows() ? [".exe"] : [""];
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return (from folder in path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
                from extension in extensions
                select Path.Combine(folder.Trim('"'), program + extension)).FirstOrDefault(File.Exists);
    }

    /// <summary>Runs a program with this one's input and output, so that its output is shown immediately, and returns its exit code.</summary>
    public int Run(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using Process process = Start(StartInfo(program, arguments, environment));
        process.WaitForExit();
        return process.ExitCode;
    }

    /// <summary>Runs a program as <see cref="Run"/> does, showing its command line first.</summary>
    /// <exception cref="BuildFailure">Its exit code is not 0.</exception>
    public void Require(string step, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        string[] list = [.. arguments];
        string command = CommandLine(program, list);
        Console.WriteLine($"{step}: {command}");
        int exitCode = Run(program, list, environment);
        if (exitCode != 0)
            throw new BuildFailure($"{step} failed: '{command}' ended with exit code {exitCode}.", exitCode);
    }

    /// <summary>Runs a program and collects what it writes to both streams; its input is empty.</summary>
    public Captured Capture(string program, params string[] arguments)
    {
        ProcessStartInfo start = StartInfo(program, arguments, null);
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        using Process process = Start(start);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Captured(process.ExitCode, output + error.GetAwaiter().GetResult());
    }

    private static string CommandLine(string program, IEnumerable<string> arguments) =>
        string.Join(' ', arguments.Prepend(Path.GetFileNameWithoutExtension(program)).Select(a => a.Contains(' ') ? $"\"{a}\"" : a));

    private static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new BuildFailure($"'{start.FileName}' could not be started: {e.Message}.", exitCode: 127);
        }
    }

    private ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? own)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, WorkingDirectory = workingDirectory };
        foreach ((string name, string value) in Always.Concat(environment ?? Nothing).Concat(own ?? Nothing))
            start.Environment[name] = value;

        return start;
    }
}
