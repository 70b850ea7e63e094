namespace KerasPS.Build;

/// <summary>Finds PowerShell: on the PATH, else the .NET tool that the repository pins.</summary>
internal sealed class PowerShellSetup(Shell shell)
{
    /// <summary>Prints in one line what was found.</summary>
    /// <exception cref="BuildFailure">There is none, and the tool could not be restored.</exception>
    public PowerShell Find()
    {
        if (Shell.Find("pwsh") is string program)
        {
            if (PowerShell.Try(shell, program) is PowerShell found)
                return Report($"PowerShell {found.Version} from the PATH ({program})", found);

            Console.WriteLine($"setup: {program} is not PowerShell {PowerShell.Oldest} or later; taking the .NET tool");
        }

        Shell.Captured restored = shell.Capture("dotnet", "tool", "restore");
        if (restored.ExitCode != 0)
            throw new BuildFailure($"the .NET tool PowerShell (.config/dotnet-tools.json) could not be restored. {Solution.WhatToDo} Or install PowerShell: {PowerShell.HowToInstall}\n{restored.Output}");

        return FindTool() is PowerShell tool
            ? Report($"PowerShell {tool.Version}, the .NET tool pinned in .config/dotnet-tools.json", tool)
            : throw new BuildFailure($"the .NET tool PowerShell does not start. Install PowerShell: {PowerShell.HowToInstall}");
    }

    private static PowerShell Report(string what, PowerShell found)
    {
        Console.WriteLine($"setup: {what}");
        return found;
    }

    /// <summary>The tool is a program that starts <c>dotnet pwsh.dll</c>. That command is run directly here, so that ending the process ends PowerShell.</summary>
    private PowerShell? FindTool()
    {
        Shell.Captured home = shell.Capture("dotnet", "tool", "run", "pwsh", "-NoProfile", "-NonInteractive", "-Command", "$PSHOME");
        return home.ExitCode == 0 ? PowerShell.Try(shell, "dotnet", Path.Combine(home.Output.Trim(), "pwsh.dll")) : null;
    }
}
