namespace KerasPS.Files;

/// <summary>Finds and opens the files that datasets are read from.</summary>
internal static class DataFile
{
    /// <summary>Opens a file for reading from start to end.</summary>
    /// <param name="path">The file.</param>
    /// <param name="share">What others may do with it meanwhile.</param>
    public static FileStream Open(string path, FileShare share = FileShare.Read)
    {
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, share, bufferSize: 1 << 16, FileOptions.SequentialScan);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KerasException("FileNotFound", $"There is no file '{path}'.", path, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new KerasException("FileNotReadable", $"'{path}' cannot be read: {e.Message}", path, e);
        }
    }

    /// <summary>The first of the files that exists, or null.</summary>
    public static string? FindFirst(IEnumerable<string> candidates) => candidates.FirstOrDefault(File.Exists);
}
