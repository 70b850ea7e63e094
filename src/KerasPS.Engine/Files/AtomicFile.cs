namespace KerasPS.Files;

/// <summary>Writes files atomically: after an interruption the previous file, if any, is unchanged.</summary>
public static class AtomicFile
{
    /// <summary>
    /// Writes a file through a temporary one in the same folder, which is flushed to the disk and then takes the file's place.
    /// The folder is created where it is missing. The temporary file always has the same name, so that killed processes
    /// leave at most one behind.
    /// </summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="write">Writes the content. What it throws is passed on, and nothing has changed.</param>
    /// <exception cref="KerasException"><c>PathNotWritable</c>.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        string target = Path.GetFullPath(path);
        if (Directory.Exists(target))
            throw NotWritable(path, "it is a folder", null);
        string temporary = Path.Combine(Path.GetDirectoryName(target)!, $".{Path.GetFileName(target)}.tmp");
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            using (FileStream stream = new(temporary, FileMode.Create, FileAccess.ReadWrite, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        catch (Exception exception)
        {
            Remove(temporary);
            if (exception is IOException or UnauthorizedAccessException)
                throw NotWritable(path, exception.Message, exception);
            throw;
        }
    }

    /// <summary>Checks, before there is anything to write, that files can be written into a folder, which is created if it is missing.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="KerasException"><c>PathNotWritable</c>.</exception>
    public static void RequireFolder(string folder)
    {
        string probe = Path.Combine(folder, $".{Guid.NewGuid():N}.tmp");
        try
        {
            Directory.CreateDirectory(folder);
            File.WriteAllBytes(probe, []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw NotWritable(folder, exception.Message, exception);
        }
        finally
        {
            Remove(probe);
        }
    }

    internal static KerasException NotWritable(string path, string reason, Exception? cause) => new(
        "PathNotWritable", $"'{path}' cannot be written: {reason.TrimEnd('.')}.", path, cause);

    private static void Remove(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The first failure says more than that a temporary file is left over.
        }
    }
}
