namespace KerasPS.Build;

/// <summary>All suites, and their sum as the last line.</summary>
internal sealed class TestRun(Repository repository, Shell shell, BuildOptions options)
{
    /// <returns>0 when at least one test ran and none failed.</returns>
    public int Run(PowerShell powerShell)
    {
        string results = Path.Combine(repository.Out, "test-results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);

        Directory.CreateDirectory(results);
        TestCounts counts = new DotnetTests(repository, shell, results).Run()
            + new PesterSuite(repository, shell, results).Run(powerShell)
            + new WineSuite(repository, shell, options).Run();
        Console.WriteLine(counts);
        return counts is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }
}
