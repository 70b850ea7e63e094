namespace KerasPS.Build;

/// <summary>Both suites, and their sum as the last line.</summary>
internal sealed class TestRun(Repository repository, Shell shell, Answers answers)
{
    /// <returns>0 when at least one test ran and none failed.</returns>
    public int Run(PowerShell? powerShell)
    {
        string results = Path.Combine(repository.Out, "test-results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);

        Directory.CreateDirectory(results);
        TestCounts counts = new DotnetTests(repository, shell, results).Run();
        if (powerShell is null)
            SayNotRun($"there is no PowerShell {PowerShell.Oldest} or later", PowerShell.HowToInstall);
        else if (new PesterSuite(repository, shell, answers, results).Run(powerShell) is TestCounts pester)
            counts += pester;
        else
            SayNotRun("there is no Pester 5", "pwsh -Command \"Install-PSResource Pester -TrustRepository\"");

        Console.WriteLine(counts);
        return counts is { Failed: 0, Passed: > 0 } ? 0 : 1;
    }

    private static void SayNotRun(string why, string howToInstall)
    {
        Console.WriteLine();
        Console.WriteLine($"*** The Pester suite (the tests of the cmdlets) was NOT run: {why}. To install it:");
        Console.WriteLine($"***     {howToInstall}");
        Console.WriteLine();
    }
}
