namespace KerasPS.Build;

/// <summary>The benchmarks, in their own process.</summary>
internal sealed class BenchRun(Shell shell)
{
    public int Run()
    {
        shell.Require("bench", "dotnet", ["run", "--project", "bench", "-c", Solution.Configuration]);
        return 0;
    }
}
