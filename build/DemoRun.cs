namespace KerasPS.Build;

/// <summary>The two examples.</summary>
internal sealed class DemoRun(Repository repository, Shell shell, BuildOptions options)
{
    public int Run(PowerShell powerShell, string? fashionMnist)
    {
        RunScript(powerShell, "01-iris.ps1");
        if (fashionMnist is null)
            Console.WriteLine("*** 02-fashion-mnist-cnn.ps1 was NOT run: its data set is not on this machine.");
        else
            RunScript(powerShell, "02-fashion-mnist-cnn.ps1", options.Full ? ["-Full"] : []);

        return 0;
    }

    private void RunScript(PowerShell powerShell, string script, params string[] arguments) => shell.Require(
        "demo",
        powerShell.Program,
        powerShell.Script(Path.Combine("examples", script), arguments),
        PowerShell.WithModulesFrom(repository.Out));
}
