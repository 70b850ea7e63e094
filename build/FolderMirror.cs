namespace KerasPS.Build;

/// <summary>Makes a folder hold exactly the files it was given, touching only those that changed.</summary>
internal sealed class FolderMirror(string folder)
{
    private readonly Dictionary<string, string> sources = [];

    private readonly HashSet<string> links = [];

    public int Count => sources.Count;

    /// <param name="place">Where the file goes, relative to the folder.</param>
    /// <param name="source">The file to copy.</param>
    /// <exception cref="BuildFailure">Another file has that place.</exception>
    public void Add(string place, string source)
    {
        if (!sources.TryAdd(Path.Combine(folder, place), source))
            throw new BuildFailure($"two files have the destination {place}: {sources[Path.Combine(folder, place)]} and {source}.");
    }

    /// <summary>As <see cref="Add"/>, for a large file that nobody edits: the folder gets a link to it.</summary>
    public void AddLink(string place, string source)
    {
        Add(place, source);
        links.Add(Path.Combine(folder, place));
    }

    /// <summary>Takes a place's file from somewhere else.</summary>
    public void Replace(string place, string source) => sources[Path.Combine(folder, place)] = source;

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
