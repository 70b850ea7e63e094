namespace KerasPS.Build.LibTorch;

/// <summary>
/// Which of the installed BLAS libraries Debian's libtorch gets as <c>libblas.so.3</c>. The reference BLAS, which is always there,
/// makes a 512-wide dense layer about 20 times slower than an optimised one.
/// </summary>
/// <param name="Link">The alternative's name, such as <c>libblas.so.3-x86_64-linux-gnu</c>.</param>
/// <param name="Library">The library that is active.</param>
internal sealed record BlasAlternative(string Link, string Library)
{
    public const string OptimisedPackage = "libopenblas0-openmp";

    public bool IsReference => Name is "blas";

    /// <summary>The folder that names it: <c>openblas-openmp</c>, <c>atlas</c>, or just <c>blas</c> for the reference.</summary>
    public string Name => Path.GetFileName(Path.GetDirectoryName(Library)) ?? Library;

    /// <summary>Reads the active one; null when none is installed.</summary>
    public static BlasAlternative? Active(Shell shell) =>
        Shell.Find("update-alternatives") is string program ? Parse(shell.Capture(program, "--get-selections").Output) : null;

    /// <summary>Reads lines of name, mode and path.</summary>
    internal static BlasAlternative? Parse(string selections) =>
        (from line in selections.Split('\n')
         let words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
         where words.Length == 3 && words[0].StartsWith("libblas.so.3", StringComparison.Ordinal)
         select new BlasAlternative(words[0], words[2])).FirstOrDefault();

    /// <summary>An installed library that is not the reference one, or null.</summary>
    public string? Optimised(Shell shell) =>
        shell.Capture("update-alternatives", "--list", Link).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(library => !new BlasAlternative(Link, library).IsReference);
}
