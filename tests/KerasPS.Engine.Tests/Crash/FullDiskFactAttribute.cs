using System.Diagnostics;

namespace KerasPS.Tests.Crash;

/// <summary>A test on a small file system of its own; skipped, and said so, where none can be mounted without being root.</summary>
public sealed class FullDiskFactAttribute : FactAttribute
{
    private static readonly Lazy<string?> Reason = new(WhyNot);

    public FullDiskFactAttribute() => Skip = Reason.Value;

    /// <summary>Runs a command with a small file system mounted on a folder, which only the command sees.</summary>
    /// <returns>The exit status, and what was written to the standard error.</returns>
    public static (int Status, string Errors) Run(string folder, string size, string command)
    {
        using Process process = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "sh", "-c", $"mount -t tmpfs -o size={size} none '{folder}' && {command}"])
        {
            RedirectStandardError = true,
        })!;
        string errors = process.StandardError.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, errors);
    }

    private static string? WhyNot()
    {
        if (!OperatingSystem.IsLinux())
            return "A small file system is mounted on Linux only.";
        string folder = Directory.CreateTempSubdirectory("kerasps-tests-").FullName;
        try
        {
            (int status, string errors) = Run(folder, "64k", "true");
            return status == 0 ? null : $"No small file system can be mounted here: {errors.Trim()}";
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            return $"No small file system can be mounted here: {exception.Message}";
        }
        finally
        {
            Directory.Delete(folder);
        }
    }
}
