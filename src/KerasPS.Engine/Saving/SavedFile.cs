using System.Text.Json;
using KerasPS.Files;

namespace KerasPS.Saving;

/// <summary>Reads a file that was saved, with errors that name it.</summary>
internal static class SavedFile
{
    public static T Read<T>(string path, Func<FileStream, T> read)
    {
        using FileStream stream = DataFile.Open(path);
        return Checked(path, () => read(stream));
    }

    /// <summary>Reads what is open already, with errors that name the file.</summary>
    public static T Checked<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (KerasException exception)
        {
            throw exception.WithMessage($"'{path}' cannot be loaded. {exception.Message}", exception.Target ?? path);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException or JsonException or ArgumentException or NotSupportedException)
        {
            throw new KerasException("InvalidFile", $"'{path}' cannot be loaded. It is damaged, or no such file: {exception.Message}", path, exception);
        }
    }
}
