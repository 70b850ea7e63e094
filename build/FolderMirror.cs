namespace KerasPS.Build;

/// <summary>Makes a folder hold exactly the files it was given, touching only those that changed.</summary>
internal sealed class FolderMirror(string folder)
{
    private readonly Dictionary<string, string> sources = [];

    private readonly HashSet<string> links = [];

    public int Count => sources.Count;

    /// <param name="destination">Where the file goes, relative to the folder.</param>
    /// <param name="source">The file to copy.</param>
    /// <exception cref="BuildFailure">There is another file for that destination.</exception>
    public void Add(string destination, string source)
    {
        if (!sources.TryAdd(Path.Combine(folder, destination), source))
            throw new BuildFailure($"two files have the destination {destination}: {sources[Path.Combine(folder, destination)]} and {source}.");
    }

    /// <summary>As <see cref="Add"/>, for a large file that is not edited: the folder gets a hard link to it.</summary>
    public void AddLink(string destination, string source)
    {
        Add(destination, source);
        links.Add(Path.Combine(folder, destination));
    }

    /// <summary>Replaces the source of a file.</summary>
    public void Replace(string destination, string source) => sources[Path.Combine(folder, destination)] = source;

    /// <returns>How many files were copied.</returns>
    /// <exception cref="BuildFailure">A file is in use.</exception>
    public int Write()
    {
        try
        {
            Directory.CreateDirectory(folder);
            foreach (string stale in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(file => !sources.ContainsKey(file)))
                File.Delete(stale);

            foreach (string empty in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories)
                         .OrderByDescending(path => path.Length).Where(path => !Directory.EnumerateFileSystemEntries(path).Any()))
                Directory.Delete(empty);

            return sources.Count(entry => Copy(entry.Value, entry.Key));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BuildFailure($"{folder} could not be written: {e.Message} Is the module loaded in an open PowerShell?");
        }
    }

    private bool Copy(string source, string target)
    {
        var (from, to) = (new FileInfo(source), new FileInfo(target));
        if (to.Exists && to.Length == from.Length && to.LastWriteTimeUtc == from.LastWriteTimeUtc)
            return false;

        to.Directory!.Create();
        // Deleted first: writing into a library that a process has mapped would crash that process.
        to.Delete();
        if (links.Contains(target))
            HardLink.CreateOrCopy(source, target);
        else
            from.CopyTo(target);
        return true;
    }
}
