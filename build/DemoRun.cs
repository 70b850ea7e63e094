namespace KerasPS.Build;

/// <summary>The examples: in PowerShell where there is one, else the same job from C#.</summary>
internal sealed class DemoRun(Repository repository, Shell shell, BuildOptions options)
{
    public int Run(PowerShell? powerShell, string? fashionMnist)
    {
        if (powerShell is null)
            RunInCSharp();
        else
            RunInPowerShell(powerShell, fashionMnist);

        return 0;
    }

    private void RunInPowerShell(PowerShell powerShell, string? fashionMnist)
    {
        RunScript(powerShell, "01-iris.ps1");
        if (fashionMnist is null)
            Console.WriteLine("*** 02-fashion-mnist-cnn.ps1 was NOT run: its data set is not on this machine.");
        else
            RunScript(powerShell, "02-fashion-mnist-cnn.ps1", options.Full ? ["-Full"] : []);
    }

    private void RunScript(PowerShell powerShell, string script, params string[] arguments) => shell.Require(
        "demo",
        powerShell.Program,
        powerShell.Script(Path.Combine("examples", script), arguments),
        PowerShell.WithModulesFrom(repository.Out));

    private void RunInCSharp()
    {
        string[] arguments = options.Full ? ["--", "--full"] : [];
        shell.Require("demo", "dotnet", ["run", "--project", Path.Combine("examples", "csharp"), "-c", Solution.Configuration, .. arguments]);
        Console.WriteLine();
        Console.WriteLine("*** This was the same job from C#. The PowerShell examples, examples/01-iris.ps1 and examples/02-fashion-mnist-cnn.ps1,");
        Console.WriteLine($"*** were NOT run: there is no PowerShell {PowerShell.Oldest} or later. To install it:");
        Console.WriteLine($"***     {PowerShell.HowToInstall}");
    }
}
