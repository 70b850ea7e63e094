using KerasPS.Saving;

namespace KerasPS;

/// <summary>
/// The files that a checkpoint has written, of this training and of earlier ones: those whose names match its template and that contain
/// a <see cref="CheckpointRecord"/>. No other file is ever changed or deleted.
/// </summary>
internal sealed class CheckpointFiles
{
    private readonly List<(string Path, CheckpointRecord Record)> files;

    /// <summary>No files.</summary>
    public static CheckpointFiles None => new([]);

    private CheckpointFiles(IEnumerable<(string Path, CheckpointRecord Record)> files) =>
        this.files = files.OrderBy(file => file.Record.Saved).ToList();

    /// <summary>The files by time of saving, the newest last.</summary>
    public IReadOnlyList<(string Path, CheckpointRecord Record)> InOrder => files;

    /// <summary>Finds the files.</summary>
    /// <param name="template">The template of their names.</param>
    /// <param name="monitor">The name of the monitored value, null for none; files with another one are ignored.</param>
    public static CheckpointFiles Find(FileTemplate template, string? monitor)
    {
        string folder = Path.GetDirectoryName(template.Beginning + "file")!;
        if (!Directory.Exists(folder))
            return new([]);
        EnumerationOptions options = new() { RecurseSubdirectories = template.HasFieldInFolder, IgnoreInaccessible = true };
        return new(
            from path in Directory.EnumerateFiles(folder, "*", options)
            where template.Matches(path)
            let record = CheckpointRecord.TryRead(path)
            where record is not null && string.Equals(record.Monitor, monitor, StringComparison.OrdinalIgnoreCase)
            select (path, record));
    }

    /// <summary>The record of a file; null if there is no such file.</summary>
    public CheckpointRecord? At(string path) => files.Find(file => file.Path == path).Record;

    /// <summary>Adds a file that was written.</summary>
    public void Add(string path, CheckpointRecord record)
    {
        files.RemoveAll(file => file.Path == path);
        files.Add((path, record));
    }

    /// <summary>Deletes all files but some.</summary>
    /// <returns>What could not be deleted, and why.</returns>
    public IReadOnlyList<string> KeepOnly(IReadOnlyCollection<string> kept)
    {
        List<string> problems = [];
        foreach ((string path, _) in files.Where(file => !kept.Contains(file.Path)).ToArray())
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                problems.Add($"'{path}' could not be deleted: {exception.Message}");
            }
        }

        files.RemoveAll(file => !kept.Contains(file.Path));
        return problems;
    }
}
