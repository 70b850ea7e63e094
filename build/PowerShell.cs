namespace KerasPS.Build;

/// <summary>A PowerShell 7.4 or later that scripts can be run in.</summary>
/// <param name="Program">The program to start.</param>
/// <param name="Leading">Arguments before PowerShell's own.</param>
/// <param name="Version">Its version.</param>
internal sealed record PowerShell(string Program, IReadOnlyList<string> Leading, Version Version)
{
    public static readonly Version Oldest = new(7, 4);

    /// <summary>The command that installs it, for messages.</summary>
    public static string HowToInstall => OperatingSystem.IsWindows()
        ? "winget install --id Microsoft.PowerShell"
        : "dotnet tool install --global PowerShell    (other ways: https://aka.ms/powershell)";

    /// <summary>Runs a program that may be PowerShell to get its version; null if it is not, or too old.</summary>
    public static PowerShell? Try(Shell shell, string program, params string[] leading)
    {
        Shell.Captured answer = shell.Capture(
            program, [.. leading, "-NoProfile", "-NonInteractive", "-Command", "[string]$PSVersionTable.PSVersion"]);

        // The version of a preview is e.g. 7.7.0-preview.1.
        string said = answer.Output.Split('\n', '-')[0].Trim();
        return answer.ExitCode == 0 && Version.TryParse(said, out Version? version) && version >= Oldest
            ? new PowerShell(program, leading, version)
            : null;
    }

    /// <summary>The command line arguments that run a script in a fresh session without the user's profile.</summary>
    public IEnumerable<string> Script(string path, IEnumerable<string> arguments) =>
        [.. Leading, "-NoProfile", "-NonInteractive", "-File", path, .. arguments];

    /// <summary>An environment in which <c>Import-Module</c> finds the modules in these folders too; PowerShell puts the user's own first.</summary>
    public static Dictionary<string, string> WithModulesFrom(params string[] folders) => new()
    {
        ["PSModulePath"] = string.Join(
            Path.PathSeparator, [.. folders, .. new[] { Environment.GetEnvironmentVariable("PSModulePath") }.OfType<string>()]),
    };
}
