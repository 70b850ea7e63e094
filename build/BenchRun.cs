namespace KerasPS.Build;

/// <summary>The benchmarks, one after another, each in its own process.</summary>
internal sealed class BenchRun(Shell shell)
{
    public int Run(PowerShell powerShell)
    {
        shell.Require("bench", "dotnet", ["run", "--project", "bench", "-c", Solution.Configuration]);
        string callbacks = Path.Combine("bench", "callbacks", "Measure-CallbackCost.ps1");
        shell.Require("bench", powerShell.Program, powerShell.Script(callbacks, []));
        return 0;
    }
}
