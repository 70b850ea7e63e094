namespace KerasPS.Build;

/// <summary>Writes the documents that are made of the code: the tables of the engine's tests, and a page of reference for each cmdlet.</summary>
internal sealed class DocsRun(Repository repository, Shell shell)
{
    public int Run()
    {
        var reference = new FolderMirror(repository.In("docs", "reference"));
        foreach (string page in Directory.EnumerateFiles(repository.In("src", "KerasPS.Cmdlets", "obj", "reference")))
            reference.Add(Path.GetFileName(page), page);
        Console.WriteLine($"docs: {reference.Write()} of {reference.Count} pages of docs/reference changed");

        // The tests write these documents on request, and otherwise compare them with what is committed.
        shell.Require(
            "docs",
            "dotnet",
            ["test", Path.Combine("tests", "KerasPS.Engine.Tests"), "-c", Solution.Configuration, "--no-build", "-nodeReuse:false"],
            new Dictionary<string, string> { ["KERASPS_WRITE_DOCS"] = "1" });
        return 0;
    }
}
