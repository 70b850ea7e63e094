namespace KerasPS.Build;

/// <summary>Puts the module together in <c>out/KerasPS</c> from the compiled cmdlets, <c>module/</c> and <c>data/</c>.</summary>
internal sealed class ModuleAssembler(Repository repository, Shell shell)
{
    public void Assemble()
    {
        string published = Path.Combine(repository.Out, "publish");
        if (Directory.Exists(published))
            Directory.Delete(published, recursive: true);

        shell.Require(
            "module",
            "dotnet",
            ["publish", Path.Combine("src", "KerasPS.Cmdlets"), "-c", Solution.Configuration, "--no-build", "-o", published, "-v", "quiet"]);

        var mirror = new FolderMirror(repository.Module);
        foreach (string file in Files(published, SearchOption.AllDirectories))
            if (ModuleLayout.Place(Path.GetRelativePath(published, file)) is string place)
                mirror.Add(place, file);

        AddFolder(mirror, repository.In("module"), "", SearchOption.AllDirectories);
        mirror.Replace("KerasPS.psd1", ModuleManifest.Write(repository, Path.Combine(published, "KerasPS.Cmdlets.dll")));
        mirror.Add("LICENSE", repository.In("LICENSE"));
        AddFolder(mirror, repository.In("data"), "data", SearchOption.TopDirectoryOnly);
        int changed = mirror.Write();
        Console.WriteLine($"module: {Path.GetRelativePath(repository.Root, repository.Module)} is ready ({changed} of {mirror.Count} files changed)");
    }

    private static void AddFolder(FolderMirror mirror, string source, string target, SearchOption depth)
    {
        foreach (string file in Files(source, depth))
            mirror.Add(Path.Combine(target, Path.GetRelativePath(source, file)), file);
    }

    private static IEnumerable<string> Files(string folder, SearchOption depth) => Directory.Exists(folder)
        ? Directory.EnumerateFiles(folder, "*", depth)
        : throw new BuildFailure($"the module cannot be put together: there is no folder {folder}.");
}
