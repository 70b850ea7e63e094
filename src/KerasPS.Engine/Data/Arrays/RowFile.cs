using System.Runtime.InteropServices;
using KerasPS.Files;

namespace KerasPS.Data;

/// <summary>Rows of numbers in a temporary file, which is deleted when the object is finalized, or the process ends.</summary>
internal sealed class RowFile
{
    private readonly FileStream stream;
    private readonly StreamBytes bytes;

    private RowFile(FileStream stream, int count, int width)
    {
        this.stream = stream;
        Count = count;
        Width = width;
        bytes = new StreamBytes(stream);
    }

    /// <summary>The number of rows.</summary>
    public int Count { get; }

    /// <summary>The number of values of a row.</summary>
    public int Width { get; }

    /// <summary>Where such files are: the folder that <c>TMPDIR</c> or <c>TEMP</c> names, else on Linux <c>/var/tmp</c>, since <c>/tmp</c> may be memory.</summary>
    public static string Folder =>
        OperatingSystem.IsLinux() && Environment.GetEnvironmentVariable("TMPDIR") is null && Directory.Exists("/var/tmp") ? "/var/tmp" : Path.GetTempPath();

    /// <summary>Writes rows.</summary>
    /// <param name="count">How many there will be.</param>
    /// <param name="width">The number of values of each.</param>
    /// <param name="parts">The rows, some at a time, one after another.</param>
    /// <exception cref="KerasException"><c>NoRoom</c>: the file cannot be made, or the disk is full.</exception>
    public static RowFile Write(int count, int width, IEnumerable<float[]> parts)
    {
        long length = (long)count * width * sizeof(float);
        FileStream? stream = null;
        try
        {
            stream = Create(length);
            foreach (float[] part in parts)
                stream.Write(MemoryMarshal.AsBytes<float>(part));
            stream.Flush();
            return new RowFile(stream, count, width);
        }
        catch (Exception failure)
        {
            stream?.Dispose();
            if (failure is not (IOException or UnauthorizedAccessException))
                throw;
            throw new KerasException(
                "NoRoom",
                $"The samples need a temporary file of {length / 1e6:0} MB in '{Folder}', which cannot be written: {failure.Message} Name a folder with room in the environment variable {(OperatingSystem.IsWindows() ? "TEMP" : "TMPDIR")}.",
                Folder,
                failure);
        }
    }

    /// <summary>Reads values of rows, or of parts of them.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The first value within it.</param>
    /// <param name="values">The buffer, which is filled completely, from the following rows too.</param>
    public void Read(int row, int column, Span<float> values) =>
        bytes.Read((((long)row * Width) + column) * sizeof(float), MemoryMarshal.AsBytes(values));

    private static FileStream Create(long length)
    {
        string path = Path.Combine(Folder, $"KerasPS-{Path.GetRandomFileName()}");
        FileStream stream = new(path, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.ReadWrite,
            Share = FileShare.Delete,
            PreallocationSize = length,
            BufferSize = 0,
            Options = OperatingSystem.IsWindows() ? FileOptions.DeleteOnClose | FileOptions.RandomAccess : FileOptions.RandomAccess,
        });

        // A deleted file that is open disappears with its last handle, even if the process is killed.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return stream;
    }
}
