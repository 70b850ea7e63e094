namespace KerasPS.Build;

/// <summary>
/// Measures which lines of engine and cmdlets the tests reach, those of Pester included, and writes the figures into docs/quality.md. The collector is that of the
/// test SDK; it follows the processes that a test starts, so the Pester suite is run by a test too.
/// </summary>
internal sealed class CoverageRun(Repository repository, Shell shell)
{
    private const string Document = "quality.md";

    /// <summary>Names the PowerShell, as a program and its leading arguments, to the project with the test that runs the Pester suite, which is compiled only then.</summary>
    private const string PowerShellVariable = "KERASPS_COVERAGE_POWERSHELL";

    public int Run(PowerShell powerShell)
    {
        string results = Path.Combine(repository.Out, "coverage");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);

        bool hasPassed = Collect(results, "KerasPS.Engine.Tests", "--no-build") & Collect(results, "KerasPS.Build.Tests", "--filter", "FullyQualifiedName~CoveredPesterSuite");
        if (!hasPassed)
            Console.WriteLine("coverage: tests have failed; under the collector those that measure time may. The figures are of what ran.");

        CoverageReport report = CoverageReport.Read(repository, Directory.EnumerateFiles(results, "*.cobertura.xml", SearchOption.AllDirectories));
        string document = repository.In("docs", Document);
        File.WriteAllText(document, report.Into(File.ReadAllText(document)));
        Console.WriteLine($"coverage: {report.Total} of the lines, in docs/{Document} by folder");
        return 0;

        bool Collect(string into, string project, params string[] arguments)
        {
            string[] command =
            [
                "test", repository.In("tests", project), "-c", Solution.Configuration, "-nodeReuse:false", "--collect", "Code Coverage",
                "--settings", repository.In("build", "coverage.runsettings"), "--results-directory", into, .. arguments,
            ];
            Console.WriteLine($"coverage: {project}");
            return shell.Run("dotnet", command, new Dictionary<string, string> { [PowerShellVariable] = string.Join(Path.PathSeparator, [powerShell.Program, .. powerShell.Leading]) }) == 0;
        }
    }
}
