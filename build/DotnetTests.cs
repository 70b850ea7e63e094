using System.Xml.Linq;

namespace KerasPS.Build;

/// <summary>Runs the test projects under <c>tests/</c>, which the solution has built.</summary>
internal sealed class DotnetTests(Repository repository, Shell shell, string results)
{
    public TestCounts Run() => Directory.EnumerateFiles(repository.In("tests"), "*.Tests.csproj", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal).Select(RunProject).Aggregate(default(TestCounts), (sum, counts) => sum + counts);

    private TestCounts RunProject(string project)
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string trx = Path.Combine(results, name + ".trx");
        Console.WriteLine($"test: {name}");
        int exitCode = shell.Run("dotnet", [
            "test", project, "-c", Solution.Configuration, "--no-build", "-nodeReuse:false",
            "--logger", $"trx;LogFileName={name}.trx", "--results-directory", results]);

        TestCounts counts = File.Exists(trx) ? TestCounts.FromTrx(XDocument.Load(trx)) : default;
        if (exitCode == 0 || counts.Failed > 0)
            return counts;

        Console.WriteLine($"test: '{name}' ended with exit code {exitCode} though no test of it failed: counted as one failure");
        return counts + new TestCounts(0, 1, 0);
    }
}
