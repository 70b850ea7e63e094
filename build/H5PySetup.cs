namespace KerasPS.Build;

/// <summary>Gets h5py, with which tests compare HDF5 files, where there is Debian's or Ubuntu's package and it may be installed.</summary>
internal sealed class H5PySetup(Shell shell)
{
    private const string Package = "python3-h5py";

    private static readonly string[] Pythons = ["/usr/bin/python3", "python3", "python"];

    private readonly AptPackages apt = new(shell);

    /// <summary>Says in one line whether those tests will run. Without it they are skipped, so nothing here ends the build.</summary>
    public void Ensure()
    {
        if (Version() is null && AptPackages.Available && apt.CanInstall)
        {
            try
            {
                apt.Install([Package]);
            }
            catch (BuildFailure failure)
            {
                Console.WriteLine(failure.Message);
            }
        }

        Console.WriteLine(Version() is string version
            ? $"setup: h5py {version}"
            : $"setup: no h5py, so HDF5 files are not compared with its: sudo apt-get install {Package}");
    }

    private string? Version() => (
        from python in Pythons
        where File.Exists(python) || Shell.Find(python) is not null
        let answer = shell.Capture(python, "-c", "import h5py; print(h5py.__version__)")
        where answer.ExitCode == 0
        select answer.Output.Trim()).FirstOrDefault();
}
