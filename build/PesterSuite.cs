namespace KerasPS.Build;

/// <summary>Runs <c>tests/Pester</c> on the built module.</summary>
internal sealed class PesterSuite(Repository repository, Shell shell, Answers answers, string results)
{
    private const string InstallQuestion = "Pester 5 from the PowerShell repositories";

    /// <summary>The exit code with which Invoke-Suite.ps1 says that there is no Pester to run.</summary>
    private const int NoPester = 2;

    /// <returns>Null when there is no Pester 5, so that nothing was run.</returns>
    public TestCounts? Run(PowerShell powerShell)
    {
        string json = Path.Combine(results, "Pester.json");
        string modules = Path.Combine(repository.Out, "modules");
        List<string> arguments = ["-Module", repository.Module, "-Result", json];
        bool mayInstall = answers[InstallQuestion] is not false;
        if (mayInstall)
            arguments.AddRange(["-InstallTo", modules]);

        Console.WriteLine("test: Pester");
        int exitCode = shell.Run(
            powerShell.Program,
            powerShell.Script(repository.In("tests", "Pester", "Invoke-Suite.ps1"), arguments),
            PowerShell.WithModulesFrom(repository.Out, modules));

        if (exitCode == NoPester)
        {
            if (mayInstall)
                answers.Remember(InstallQuestion, false);

            return null;
        }

        TestCounts counts = File.Exists(json) ? TestCounts.FromJson(File.ReadAllText(json)) : default;
        if (exitCode == 0 || counts.Failed > 0)
            return counts;

        Console.WriteLine($"test: Pester ended with exit code {exitCode} though no test failed: counted as one failure");
        return counts + new TestCounts(0, 1, 0);
    }
}
