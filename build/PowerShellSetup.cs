using System.Text.Json;

namespace KerasPS.Build;

/// <summary>Finds PowerShell: on the PATH, else as the .NET tool that the repository pins, else not at all.</summary>
internal sealed class PowerShellSetup(Repository repository, Shell shell, PackageSource source)
{
    private const string Tool = "powershell";

    /// <summary>Says in one line what was found.</summary>
    /// <returns>Null when there is none.</returns>
    public PowerShell? Find()
    {
        if (Shell.Find("pwsh") is string program)
        {
            if (PowerShell.Try(shell, program) is PowerShell found)
                return Say($"PowerShell {found.Version} from the PATH ({program})", found);

            Console.WriteLine($"setup: {program} is not PowerShell {PowerShell.Oldest} or later; trying the .NET tool");
        }

        string version = PinnedVersion();
        bool? served = source.ServesTool(Tool, version);
        if (served is true && (RunTool() ?? RestoreTool()) is PowerShell tool)
            return Say($"PowerShell {tool.Version}, the .NET tool pinned in .config/dotnet-tools.json", tool);

        string none = $"no PowerShell {PowerShell.Oldest} or later on the PATH";
        return Say(
            served switch
            {
                true => $"{none}, and the .NET tool ({Tool} {version}) does not start",
                false => $"{none}, and the package source does not serve the .NET tool ({Tool} {version})",
                null => $"{none}, and the package source could not be asked for the .NET tool ({Tool} {version})",
            },
            null);
    }

    private static PowerShell? Say(string what, PowerShell? found)
    {
        Console.WriteLine($"setup: {what}");
        return found;
    }

    private PowerShell? RunTool() => PowerShell.Try(shell, "dotnet", "tool", "run", "pwsh", "--");

    private PowerShell? RestoreTool() => shell.Capture("dotnet", "tool", "restore").ExitCode == 0 ? RunTool() : null;

    private string PinnedVersion()
    {
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(repository.In(".config", "dotnet-tools.json")));
        return manifest.RootElement.GetProperty("tools").GetProperty(Tool).GetProperty("version").GetString()!;
    }
}
