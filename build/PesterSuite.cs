namespace KerasPS.Build;

/// <summary>Runs <c>tests/Pester</c> on the built module.</summary>
internal sealed class PesterSuite(Repository repository, Shell shell, string results)
{
    public TestCounts Run(PowerShell powerShell)
    {
        string json = Path.Combine(results, "Pester.json");
        string modules = PesterModule.Restore(repository);
        Console.WriteLine("test: Pester");
        int exitCode = shell.Run(
            powerShell.Program,
            powerShell.Script(repository.In("tests", "Pester", "Invoke-Suite.ps1"), ["-Module", repository.Module, "-Result", json]),
            PowerShell.WithModulesFrom(repository.Out, modules));

        TestCounts counts = File.Exists(json) ? TestCounts.FromJson(File.ReadAllText(json)) : default;
        if (exitCode == 0 || counts.Failed > 0)
            return counts;

        Console.WriteLine($"test: Pester ended with exit code {exitCode} though no test failed: counted as one failure");
        return counts + new TestCounts(0, 1, 0);
    }
}
