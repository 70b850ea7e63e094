using System.Diagnostics;

namespace KerasPS.Tests.Hdf5;

/// <summary>Runs Python with h5py, the reference for HDF5 files, where the machine has it.</summary>
internal static class H5Py
{
    private static readonly Lazy<string?> Found = new(() => new[] { "/usr/bin/python3", "python3", "python" }.FirstOrDefault(python => Try(python, ["-c", "import h5py"]) is not null));

    public static bool Exists => Found.Value is not null;

    /// <summary>Runs one of the scripts beside this file.</summary>
    /// <returns>What it printed.</returns>
    public static string Run(string script, params string[] arguments)
    {
        string path = RepositoryFiles.PathOf("tests", "KerasPS.Engine.Tests", "Hdf5", script);
        return Try(Found.Value!, [path, .. arguments]) ?? throw new InvalidOperationException($"{script} failed");
    }

    private static string? Try(string python, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            if (process.ExitCode == 0)
                return output;
            Console.Error.WriteLine(errors.Result);
            return null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
