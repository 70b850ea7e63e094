namespace KerasPS.Build;

/// <summary>Puts the module together from the compiled cmdlets, the native libraries, <c>module/</c> and <c>data/</c>.</summary>
internal sealed class ModuleAssembler(Repository repository, Shell shell, BuildOptions options)
{
    /// <summary>Makes the folder hold the module for the platform that the options name, and nothing else.</summary>
    public void Assemble(string folder)
    {
        string published = Path.Combine(repository.Out, "publish");
        if (Directory.Exists(published))
            Directory.Delete(published, recursive: true);

        shell.Require(
            "module",
            "dotnet",
            ["publish", Path.Combine("src", "KerasPS.Cmdlets"), "-c", Solution.Configuration, "--no-build", "-o", published, "-v", "quiet"]);

        var mirror = new FolderMirror(folder);
        foreach (string file in Files(published, SearchOption.AllDirectories))
            if (ModuleLayout.Place(Path.GetRelativePath(published, file)) is string place)
                mirror.Add(place, file);

        if (options.Torch == TorchProvider.TorchSharp)
            foreach (string library in Files(Natives(), SearchOption.TopDirectoryOnly))
                mirror.AddLink(Path.Combine(ModuleLayout.Dependencies, Path.GetFileName(library)), library);

        AddFolder(mirror, repository.In("module"), "", SearchOption.AllDirectories);
        mirror.Replace("KerasPS.psd1", ModuleManifest.Write(repository, Path.Combine(published, "KerasPS.Cmdlets.dll")));
        mirror.Add("LICENSE", repository.In("LICENSE"));
        AddFolder(mirror, repository.In("data"), "data", SearchOption.TopDirectoryOnly);
        int changed = mirror.Write();
        Console.WriteLine($"module: {Path.GetRelativePath(repository.Root, folder)} is ready ({changed} of {mirror.Count} files changed)");
    }

    /// <summary>The folder of native libraries, which the solution's build has filled for this machine, and which is filled here for another.</summary>
    private string Natives()
    {
        if (options.Runtime != Runtimes.Host)
            shell.Require(
                "natives",
                "dotnet",
                ["build", Path.Combine("src", "KerasPS.Natives"), "-c", Solution.Configuration, $"-p:TorchRuntime={options.Runtime}", "-nodeReuse:false", "-v", "quiet"]);
        return Path.Combine(repository.Out, "natives", options.Runtime + (options.Cuda ? "-cuda" : ""));
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
