using System.Text.RegularExpressions;

namespace KerasPS.Build;

/// <summary>Asks the configured NuGet sources, once each, whether they serve a package or a tool.</summary>
internal sealed partial class PackageSource(Repository repository, Shell shell, Answers answers)
{
    private string? sources;

    /// <summary>The enabled sources as one text: an answer holds for these only.</summary>
    private string Sources => sources ??= string.Join(' ', shell.Capture("dotnet", "nuget", "list", "source", "--format", "Short").Output
        .Split('\n').Where(line => line.StartsWith("E ", StringComparison.Ordinal)).Select(line => line[2..].Trim()));

    /// <summary>Whether the packages are served in this version; null when the source could not be asked.</summary>
    public bool? Serves(string version, params string[] packages) =>
        Ask($"packages {string.Join(' ', packages)} {version}", () => Download(version, packages));

    /// <summary>Whether the tools of the repository's manifest could be restored; null when the source could not be asked.</summary>
    public bool? ServesTool(string tool, string version) =>
        Ask($"tool {tool} {version}", () => shell.Capture("dotnet", "tool", "restore"));

    internal static bool? Meaning(Shell.Captured result) => result switch
    {
        { ExitCode: 0 } => true,
        { Output: var text } when NotServed().IsMatch(text) => false,
        _ => null,
    };

    /// <summary>A package or version that does not exist, or a source that refuses it: more asking would not help.</summary>
    [GeneratedRegex(@"NU1101|NU1102|is not found in NuGet feeds|\b(401|403|404)\b")]
    private static partial Regex NotServed();

    private bool? Ask(string what, Func<Shell.Captured> ask)
    {
        string question = $"{what} from {Sources}";
        bool? answer = answers[question];
        if (answer is null && (answer = Meaning(ask())) is bool answered)
            answers.Remember(question, answered);

        return answer;
    }

    private Shell.Captured Download(string version, string[] packages)
    {
        string project = Path.Combine(repository.Out, "ask", "Ask.csproj");
        Directory.CreateDirectory(Path.GetDirectoryName(project)!);
        File.WriteAllText(project, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
              </PropertyGroup>
              <ItemGroup>
                <PackageDownload Include="{string.Join(';', packages)}" Version="[{version}]" />
              </ItemGroup>
            </Project>
            """);
        return shell.Capture(
            "dotnet", "restore", project, "-p:ImportDirectoryBuildProps=false", "-p:ImportDirectoryPackagesProps=false");
    }
}
