namespace KerasPS.Build.LibTorch;

/// <summary>
/// Makes sure of what the LibTorch provider is built from: a libtorch, cmake and a C++ compiler. Looks for libtorch in the order
/// in which the native shim's CMakeLists.txt does: <c>KERASPS_LIBTORCH</c>, Python's torch, the system's.
/// </summary>
internal sealed class LibTorchSetup(Repository repository, Shell shell)
{
    private const string SystemPackage = "libtorch-dev";

    private static readonly string[] SystemFolders = ["/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib"];

    private readonly AptPackages apt = new(shell);

    /// <exception cref="BuildFailure">Something is missing and cannot be installed from here.</exception>
    public void Ensure(bool cuda)
    {
        string? given = Given() ?? PythonTorch();
        var missing = new List<string>(MissingTools());
        if (AptPackages.Available)
        {
            if (given is null)
                missing.AddRange(MissingLibraries());

            if (missing.Count > 0)
                apt.Install(missing);
        }
        else if (missing.Count > 0 || (given ?? SystemLibrary()) is null)
        {
            throw new BuildFailure(
                "setup needs cmake, a C++ compiler and a libtorch. Install the first two with your system's package manager; for libtorch, "
                + "install PyTorch in python3, or set KERASPS_LIBTORCH to an unpacked libtorch archive (https://pytorch.org/get-started/locally).");
        }

        string libtorch = given ?? (AptPackages.Available ? $"{SystemPackage} {apt.Version(SystemPackage)}" : "the system's");
        Console.WriteLine($"setup: libtorch: {libtorch}; cmake and a C++ compiler are there");
        DropShimOfAnother(libtorch);
        if (given is null)
            ReportBlas();

        if (cuda && given is null && AptPackages.Available)
            Console.WriteLine($"setup: {SystemPackage} computes on the CPU only: for CUDA, set KERASPS_LIBTORCH to a libtorch built with it");
    }

    private static string? Given()
    {
        string? folder = Environment.GetEnvironmentVariable("KERASPS_LIBTORCH");
        if (string.IsNullOrEmpty(folder))
            return null;

        return Directory.Exists(folder)
            ? $"{folder} (KERASPS_LIBTORCH)"
            : throw new BuildFailure($"KERASPS_LIBTORCH is '{folder}', and there is no such folder.");
    }

    /// <summary>
    /// The folder and version of Python's torch, asked without importing it, which would take seconds. Debian's python3-torch does not
    /// count: its library is the system's.
    /// </summary>
    private string? PythonTorch()
    {
        string? python = Shell.Find("python3") ?? (OperatingSystem.IsWindows() ? Shell.Find("python") : null);
        if (python is null)
            return null;

        Shell.Captured answer = shell.Capture(
            python,
            "-c",
            "import importlib.util as u, importlib.metadata as m, os; print(os.path.dirname(u.find_spec('torch').origin)); print(m.version('torch'))");
        return answer.ExitCode == 0 && answer.Output.Split('\n', StringSplitOptions.TrimEntries) is [var folder, var version, ..]
            && File.Exists(Path.Combine(folder, "include", "ATen", "ATen.h"))
                ? $"{folder} (Python's torch {version})"
                : null;
    }

    private static IEnumerable<string> MissingTools()
    {
        if (Shell.Find("cmake") is null)
            yield return "cmake";

        // On Windows the compiler is Visual Studio's, which cmake finds by itself and which is not on the PATH.
        if (OperatingSystem.IsWindows())
            yield break;

        if (new[] { "c++", "g++", "clang++" }.All(name => Shell.Find(name) is null))
            yield return "g++";

        if (Shell.Find("make") is null)
            yield return "make";
    }

    private IEnumerable<string> MissingLibraries()
    {
        if (apt.Version(SystemPackage) is null)
            yield return SystemPackage;

        BlasAlternative? blas = BlasAlternative.Active(shell);
        if (blas is null || (blas.IsReference && blas.Optimised(shell) is null))
            yield return BlasAlternative.OptimisedPackage;
    }

    private static string? SystemLibrary() =>
        (from folder in SystemFolders
         from extension in new[] { "so", "dylib" }
         select Path.Combine(folder, $"libtorch.{extension}")).FirstOrDefault(File.Exists);

    /// <summary>The native shim is compiled again when its sources change; a change of libtorch is noticed here.</summary>
    private void DropShimOfAnother(string libtorch)
    {
        string shim = Path.Combine(repository.Out, "shim");
        string note = Path.Combine(repository.Out, "libtorch.txt");
        if (File.Exists(note) && File.ReadAllText(note) == libtorch)
            return;

        if (Directory.Exists(shim))
            Directory.Delete(shim, recursive: true);

        Directory.CreateDirectory(repository.Out);
        File.WriteAllText(note, libtorch);
    }

    private void ReportBlas()
    {
        if (BlasAlternative.Active(shell) is not BlasAlternative blas)
            return;

        if (blas.IsReference && blas.Optimised(shell) is string faster)
            Console.WriteLine(
                $"setup: WARNING: the reference BLAS is active, about 20 times slower; switch: sudo update-alternatives --set {blas.Link} {faster}");
        else
            Console.WriteLine($"setup: BLAS: {blas.Name}");
    }
}
