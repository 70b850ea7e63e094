namespace KerasPS.Build;

/// <summary>The engine's tests, told to write the documents that they otherwise compare with what is committed.</summary>
internal sealed class DocsRun(Shell shell)
{
    public int Run()
    {
        shell.Require(
            "docs",
            "dotnet",
            ["test", Path.Combine("tests", "KerasPS.Engine.Tests"), "-c", Solution.Configuration, "--no-build", "-nodeReuse:false"],
            new Dictionary<string, string> { ["KERASPS_WRITE_DOCS"] = "1" });
        return 0;
    }
}
